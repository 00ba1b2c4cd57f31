"""Who may schedule a thread or a reply, and see and change what is scheduled."""

from __future__ import annotations

from django.utils.translation import gettext as _

from community.people.viewer import Viewer
from community.web.verdicts import ALLOWED, HIDDEN, Verdict, denied
from forum.fields import policy as field_policy
from forum.models import ActionField, ScheduledPost, Thread
from forum.threads import policy as thread_policy


def can_schedule_thread(viewer: Viewer, field: ActionField) -> Verdict:
    """A thread for later: the office everywhere, moderators in their field."""
    return thread_policy.can_start_thread(viewer, field) and can_plan_in_field(viewer, field)


def can_plan_in_field(viewer: Viewer, field: ActionField) -> Verdict:
    """Threads for later are the moderators'; whether they may write there is another question."""
    if field_policy.moderates(viewer, field):
        return ALLOWED
    return denied(_("Neue Themen planen kann nur die Moderation dieses Handlungsfelds."))


def can_schedule_somewhere(viewer: Viewer) -> Verdict:
    """Whether there is any field in which they may."""
    may = field_policy.can_write(viewer)
    if may and not any(
        field_policy.moderates(viewer, field) for field in ActionField.objects.visible_to(viewer)
    ):
        return denied(_("Neue Themen planen kann nur die Moderation."))
    return may


def can_schedule_reply(viewer: Viewer, thread: Thread) -> Verdict:
    """An answer for later: in one's own thread, and the moderators in any of theirs."""
    return thread_policy.can_reply(viewer, thread) and can_plan_in_thread(viewer, thread)


def can_plan_in_thread(viewer: Viewer, thread: Thread) -> Verdict:
    if thread.author_id == viewer.pk or field_policy.moderates(viewer, thread.field):
        return ALLOWED
    return denied(_("Antworten planen können Sie in Themen, die Sie begonnen haben."))


def can_see_schedule(viewer: Viewer) -> Verdict:
    """The list of one's own."""
    return field_policy.can_write(viewer)


def can_see_scheduled(viewer: Viewer, scheduled: ScheduledPost) -> Verdict:
    """Nobody but its author, and not the office either: it is not said yet."""
    is_own = scheduled.author_id == viewer.pk and getattr(viewer, "is_admitted", False)
    return ALLOWED if is_own else HIDDEN


def can_change_scheduled(viewer: Viewer, scheduled: ScheduledPost) -> Verdict:
    seen = can_see_scheduled(viewer, scheduled)
    return field_policy.can_write(viewer) if seen else seen

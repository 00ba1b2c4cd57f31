"""Who may take part in a thread without writing a post of their own: what members do with what others wrote."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from community.web.verdicts import ALLOWED, HIDDEN, Verdict, denied
from forum import policy
from forum.models import ActionField, Post, ScheduledPost, Summary, Thread


def can_react_to_post(viewer: Any, post: Post) -> Verdict:
    """Members, to the standing posts of others; a closed thread takes no answers, but still thanks."""
    verdict = can_withdraw_reaction(viewer, post)
    if not verdict:
        return verdict
    if post.author_id == viewer.pk:
        return denied(_("Auf eigene Beiträge reagieren andere."))
    if post.locked:
        return denied(_("Dieser Beitrag ist gesperrt und bleibt, wie er ist."))
    return ALLOWED


def can_withdraw_reaction(viewer: Any, post: Post) -> Verdict:
    seen = policy.can_see_post(viewer, post)
    if not seen:
        return seen
    if post.removed:
        return denied(_("Dieser Beitrag ist entfernt."))
    return policy.can_write(viewer, post.thread.field)


def can_see_reactions(viewer: Any, post: Post) -> Verdict:
    """Numbers are for every reader, names for members."""
    seen = policy.can_see_post(viewer, post)
    if not seen:
        return seen
    if post.removed:
        return denied(_("Dieser Beitrag ist entfernt."))
    return policy.can_write(viewer)


def can_see_summary(viewer: Any, summary: Summary) -> Verdict:
    """It is read with its thread; what a decision took down is kept from everyone until it is taken back."""
    return HIDDEN if summary.withheld_by_id else policy.can_see_thread(viewer, summary.thread)


def can_write_summary(viewer: Any, thread: Thread) -> Verdict:
    """Those who wrote in the thread, together, and its moderators; once it is closed only these."""
    seen = policy.can_see_thread(viewer, thread)
    if not seen:
        return seen
    if not thread.reply_count:
        return denied(_("Zusammenfassen lässt sich erst, wenn jemand geantwortet hat."))
    moderates = policy.moderates(viewer, thread.field)
    if thread.is_closed and not moderates:
        return denied(_("Dieses Thema ist geschlossen; seine Zusammenfassung bleibt, wie sie ist."))
    may = policy.can_write(viewer, thread.field)
    if may and not moderates and not _took_part(viewer, thread):
        return denied(_("Zusammenfassen können alle, die in diesem Thema geschrieben haben."))
    if may and _is_withheld(thread):
        return denied(_("Die Geschäftsstelle hat die Zusammenfassung dieses Themas ausgeblendet."))
    return may


def _took_part(viewer: Any, thread: Thread) -> bool:
    if thread.author_id == viewer.pk:
        return True
    return Post.objects.in_thread(thread).standing().filter(author=viewer.pk).exists()


def _is_withheld(thread: Thread) -> bool:
    summary = getattr(thread, "summary", None)
    return summary is not None and summary.withheld_by_id is not None


def can_schedule_thread(viewer: Any, field: ActionField) -> Verdict:
    """A thread for later: the office everywhere, moderators in their field."""
    may = policy.can_start_thread(viewer, field)
    if may and not policy.moderates(viewer, field):
        return denied(_("Neue Themen planen kann nur die Moderation dieses Handlungsfelds."))
    return may


def can_schedule_somewhere(viewer: Any) -> Verdict:
    """Whether there is any field in which they may."""
    may = policy.can_write(viewer)
    if may and not any(policy.moderates(viewer, field) for field in ActionField.objects.visible_to(viewer)):
        return denied(_("Neue Themen planen kann nur die Moderation."))
    return may


def can_schedule_reply(viewer: Any, thread: Thread) -> Verdict:
    """An answer for later: in one's own thread, and the moderators in any of theirs."""
    may = policy.can_reply(viewer, thread)
    if may and thread.author_id != viewer.pk and not policy.moderates(viewer, thread.field):
        return denied(_("Antworten planen können Sie in Themen, die Sie begonnen haben."))
    return may


def can_see_schedule(viewer: Any) -> Verdict:
    """The list of one's own."""
    return policy.can_write(viewer)


def can_see_scheduled(viewer: Any, scheduled: ScheduledPost) -> Verdict:
    """Nobody but its author, and not the office either: it is not said yet."""
    is_own = scheduled.author_id == viewer.pk and getattr(viewer, "is_admitted", False)
    return ALLOWED if is_own else HIDDEN


def can_change_scheduled(viewer: Any, scheduled: ScheduledPost) -> Verdict:
    seen = can_see_scheduled(viewer, scheduled)
    return policy.can_write(viewer) if seen else seen

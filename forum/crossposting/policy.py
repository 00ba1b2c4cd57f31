"""Who shows a thread in further fields. Who may read it is decided by its own field alone (`policy.can_see_thread`)."""

from __future__ import annotations

from django.utils.translation import gettext as _

from community.people.viewer import Viewer
from community.web.verdicts import ALLOWED, Verdict, denied
from forum.fields import policy as field_policy
from forum.models import ActionField, CrossPosting, Thread
from forum.threads import policy as thread_policy


def can_see_crossposting(viewer: Viewer, crossposting: CrossPosting) -> Verdict:
    """That the thread is shown there too: who may read both."""
    seen = thread_policy.can_see_thread(viewer, crossposting.thread)
    return seen and field_policy.can_see_field(viewer, crossposting.field)


def can_crosspost_thread(viewer: Viewer, thread: Thread) -> Verdict:
    """Whoever leads the thread; and who moderates a further field, as far as that one goes."""
    leads = _leads(viewer, thread)
    if leads or not thread_policy.can_see_thread(viewer, thread) or not thread.crossposting_count:
        return leads
    shown = CrossPosting.objects.of_thread(thread)
    return ALLOWED if any(field_policy.moderates(viewer, row.field) for row in shown) else leads


def can_show_in(viewer: Viewer, thread: Thread, field: ActionField) -> Verdict:
    """Add a further field: whoever leads the thread and might begin one there as well."""
    verdict = _leads(viewer, thread)
    if verdict and field.pk == thread.field_id:
        return denied(_("In diesem Handlungsfeld steht das Thema schon."))
    return verdict and thread_policy.can_start_thread(viewer, field)


def can_hide_from(viewer: Viewer, thread: Thread, field: ActionField) -> Verdict:
    """Take a further field away: whoever leads the thread, and who moderates that field."""
    if thread_policy.can_see_thread(viewer, thread) and field_policy.moderates(viewer, field):
        return ALLOWED
    return _leads(viewer, thread)


def must_explain(viewer: Viewer, thread: Thread) -> bool:
    """Whoever began the thread need not say why; the moderation does."""
    return viewer.pk != thread.author_id or field_policy.moderates(viewer, thread.field)


def _leads(viewer: Viewer, thread: Thread) -> Verdict:
    """Whoever began the thread, while it is open; its moderators any time."""
    seen = thread_policy.can_see_thread(viewer, thread)
    if not seen or field_policy.moderates(viewer, thread.field):
        return seen
    if thread.author_id != viewer.pk:
        return denied(_("In weiteren Handlungsfeldern zeigt es, wer das Thema begonnen hat."))
    if thread.is_closed:
        return denied(_("Dieses Thema ist geschlossen; es wird dort gezeigt, wo es ist."))
    return thread_policy.can_start_thread(viewer, thread.field)

"""Who may read the summary of a thread, and write on it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from community.people.viewer import Viewer
from community.web.verdicts import HIDDEN, Verdict, denied
from forum.fields import policy as field_policy
from forum.models import Post, Summary, Thread
from forum.threads import policy as thread_policy


def can_see_summary(viewer: Viewer, summary: Summary) -> Verdict:
    """It is read with its thread; what a decision took down is kept from everyone until it is taken back."""
    return HIDDEN if summary.withheld_by_id else thread_policy.can_see_thread(viewer, summary.thread)


def can_write_summary(viewer: Viewer, thread: Thread) -> Verdict:
    """Those who wrote in the thread, together, and its moderators; once it is closed only these."""
    seen = thread_policy.can_see_thread(viewer, thread)
    if not seen:
        return seen
    if not thread.reply_count:
        return denied(_("Zusammenfassen lässt sich erst, wenn jemand geantwortet hat."))
    moderates = field_policy.moderates(viewer, thread.field)
    if thread.is_closed and not moderates:
        return denied(_("Dieses Thema ist geschlossen; seine Zusammenfassung bleibt, wie sie ist."))
    may = field_policy.can_write(viewer, thread.field)
    if may and not moderates and not _took_part(viewer, thread):
        return denied(_("Zusammenfassen können alle, die in diesem Thema geschrieben haben."))
    if may and _is_withheld(thread):
        return denied(_("Die Geschäftsstelle hat die Zusammenfassung dieses Themas ausgeblendet."))
    return may


def _took_part(viewer: Viewer, thread: Thread) -> bool:
    if thread.author_id == viewer.pk:
        return True
    return Post.objects.in_thread(thread).not_removed().filter(author=viewer.pk).exists()


def _is_withheld(thread: Thread) -> bool:
    summary = getattr(thread, "summary", None)
    return summary is not None and summary.withheld_by_id is not None

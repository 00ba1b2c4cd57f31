"""Who may see posts that wait for approval, approve, return or withdraw them."""

from __future__ import annotations

from django.utils.translation import gettext as _

from community.people import pseudonyms
from community.people.viewer import Viewer
from community.web.verdicts import ALLOWED, HIDDEN, Verdict, denied
from forum.fields import policy as field_policy
from forum.models import PendingPost, Thread
from forum.moving import policy as moving_policy
from forum.threads import policy as thread_policy


def can_list_pending_posts(viewer: Viewer) -> Verdict:
    """Members see what of theirs waits; who moderates, also what waits for them."""
    return field_policy.can_write(viewer) if not getattr(viewer, "is_admitted", False) else ALLOWED


def can_see_pending_post(viewer: Viewer, pending_post: PendingPost) -> Verdict:
    """Whoever wrote it, and those who look after the field."""
    if not getattr(viewer, "is_admitted", False):
        return HIDDEN
    return (
        ALLOWED
        if pseudonyms.is_own(viewer, pending_post.author_id)
        or field_policy.moderates(viewer, pending_post.field)
        else HIDDEN
    )


def can_return_post(viewer: Viewer, pending_post: PendingPost) -> Verdict:
    """Those who look after the field, never in their own case."""
    seen = can_see_pending_post(viewer, pending_post)
    if not seen:
        return seen
    if pseudonyms.is_own(viewer, pending_post.author_id):
        return denied(_("Über den eigenen Beitrag entscheidet jemand anderes."))
    return ALLOWED if pending_post.is_waiting else denied(_("Darüber hat schon jemand entschieden."))


def can_approve_post(viewer: Viewer, pending_post: PendingPost) -> Verdict:
    """The same, as long as the author may write there."""
    verdict = can_return_post(viewer, pending_post)
    if not verdict:
        return verdict
    thread = destination(pending_post)
    writes = (
        thread_policy.can_reply(pending_post.author, thread)
        if thread
        else thread_policy.can_start_thread(pending_post.author, pending_post.field)
    )
    if not writes:
        return denied(
            _("%(name)s kann hier zurzeit nicht schreiben, deshalb lässt sich nichts freigeben.")
            % {"name": pending_post.author.name}
        )
    return ALLOWED


def destination(pending_post: PendingPost) -> Thread | None:
    """The thread it answers in, or the one that thread went into; `None`: it begins one."""
    return moving_policy.home_of(pending_post.thread) or pending_post.thread if pending_post.thread else None


def can_withdraw_pending_post(viewer: Viewer, pending_post: PendingPost) -> Verdict:
    """Whoever wrote it thinks again, until somebody has decided."""
    seen = can_see_pending_post(viewer, pending_post)
    if not seen:
        return seen
    if not pseudonyms.is_own(viewer, pending_post.author_id):
        return denied(_("Zurückziehen kann einen Beitrag nur, wer ihn geschrieben hat."))
    return ALLOWED if pending_post.is_waiting else denied(_("Darüber hat schon jemand entschieden."))

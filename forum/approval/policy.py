"""Who may see posts that wait for approval, approve, return or withdraw them."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from community.web.verdicts import ALLOWED, HIDDEN, Verdict, denied
from forum.fields import policy as field_policy
from forum.models import Hold, Thread
from forum.moving import policy as moving_policy
from forum.threads import policy as thread_policy


def can_list_holds(viewer: Any) -> Verdict:
    """Members see what of theirs waits; who moderates, also what waits for them."""
    return field_policy.can_write(viewer) if not getattr(viewer, "is_admitted", False) else ALLOWED


def can_see_hold(viewer: Any, hold: Hold) -> Verdict:
    """Whoever wrote it, and those who look after the field."""
    if not getattr(viewer, "is_admitted", False):
        return HIDDEN
    return ALLOWED if hold.author_id == viewer.pk or field_policy.moderates(viewer, hold.field) else HIDDEN


def can_return_hold(viewer: Any, hold: Hold) -> Verdict:
    """Those who look after the field, never in their own case."""
    seen = can_see_hold(viewer, hold)
    if not seen:
        return seen
    if hold.author_id == viewer.pk:
        return denied(_("Über den eigenen Beitrag entscheidet jemand anderes."))
    return ALLOWED if hold.is_waiting else denied(_("Darüber hat schon jemand entschieden."))


def can_release_hold(viewer: Any, hold: Hold) -> Verdict:
    """The same, as long as the author may write there."""
    verdict = can_return_hold(viewer, hold)
    if not verdict:
        return verdict
    thread = destination(hold)
    writes = (
        thread_policy.can_reply(hold.author, thread)
        if thread
        else thread_policy.can_start_thread(hold.author, hold.field)
    )
    if not writes:
        return denied(
            _("%(name)s kann hier zurzeit nicht schreiben, deshalb lässt sich nichts freigeben.")
            % {"name": hold.author.name}
        )
    return ALLOWED


def destination(hold: Hold) -> Thread | None:
    """The thread it answers in, or the one that thread went into; `None`: it begins one."""
    return moving_policy.home_of(hold.thread) or hold.thread if hold.thread else None


def can_withdraw_hold(viewer: Any, hold: Hold) -> Verdict:
    """Whoever wrote it thinks again, until somebody has decided."""
    seen = can_see_hold(viewer, hold)
    if not seen:
        return seen
    if hold.author_id != viewer.pk:
        return denied(_("Zurückziehen kann einen Beitrag nur, wer ihn geschrieben hat."))
    return ALLOWED if hold.is_waiting else denied(_("Darüber hat schon jemand entschieden."))

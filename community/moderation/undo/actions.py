"""Taking back what was done: exactly, in reverse order, for thirty days."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from community.audit.record import record
from community.moderation import journal
from community.moderation.desk.ringing import ring_office
from community.moderation.models import Deed, Undoing
from community.moderation.undo import policy
from community.text import clean_line

REASON_LIMIT = 500


def undo_deed(actor: Any, deed: Deed, *, reason: str = "") -> None:
    """Bring back the state before the deed; of a selection, before each of its steps. All of it or nothing.

    Raises `journal.CannotUndo` with a sentence where something stands in the way.
    """
    reason = clean_line(reason, limit=REASON_LIMIT) if reason.strip() else ""
    with transaction.atomic():
        deed = Deed.objects.select_for_update().get(pk=deed.pk)
        policy.can_undo_deed(actor, deed).require()
        steps = journal.steps(deed)
        _prepare(steps)
        for step in steps:
            known = journal.undoable(step)
            assert known, "the policy has asked"
            known.undo(actor, step.memo)
            Undoing.objects.create(deed=step, undone_by=actor, reason=reason)
        if deed.verb == journal.SELECTION:
            Undoing.objects.create(deed=deed, undone_by=actor, reason=reason)
        record(actor, f"undo_{deed.verb}"[:60], deed, before={"reason": deed.reason}, reason=reason)
        ring_office()


def _prepare(steps: list[Deed]) -> None:
    known = journal.undoable(steps[0]) if steps else None
    if known:
        known.prepare([step.memo for step in steps])

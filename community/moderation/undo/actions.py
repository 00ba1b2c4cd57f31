"""Taking back what was done: exactly, in reverse order, for thirty days."""

from __future__ import annotations

from django.db import transaction

from community.audit.record import record
from community.moderation.desk.ringing import ring_office
from community.moderation.models import ModerationAction, Undoing
from community.moderation.undo import journal, policy
from community.people.models import Member
from community.text import clean_line

REASON_LIMIT = 500


def undo_action(actor: Member, entry: ModerationAction, *, reason: str = "") -> None:
    """Bring back the state before the action; of a selection, before each of its steps. All of it or nothing.

    Raises `journal.CannotUndo` with a sentence where something stands in the way.
    """
    reason = clean_line(reason, limit=REASON_LIMIT) if reason.strip() else ""
    with transaction.atomic():
        entry = ModerationAction.objects.select_for_update().get(pk=entry.pk)
        policy.can_undo_action(actor, entry).require()
        steps = journal.steps(entry)
        _prepare(steps)
        for step in steps:
            known = journal.undoable(step)
            assert known, "the policy has asked"
            known.undo(actor, step.undo_data)
            Undoing.objects.create(entry=step, undone_by=actor, reason=reason)
        if entry.verb == journal.SELECTION:
            Undoing.objects.create(entry=entry, undone_by=actor, reason=reason)
        record(actor, f"undo_{entry.verb}"[:60], entry, before={"reason": entry.reason}, reason=reason)
        ring_office()


def _prepare(steps: list[ModerationAction]) -> None:
    known = journal.undoable(steps[0]) if steps else None
    if known:
        known.prepare([step.undo_data for step in steps])

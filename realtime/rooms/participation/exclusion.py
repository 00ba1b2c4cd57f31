"""Shutting someone out of an open room, by a decision, and letting them back in.

The port of the rooms for such decisions, see `realtime.rooms.kinds`. Nobody is asked here.
"""

from __future__ import annotations

from typing import Any

from django.db import transaction

from community import live
from realtime.rooms.messages.heads import locked
from realtime.rooms.models import Exclusion, Participation
from realtime.rooms.participation.actions import end_participation
from realtime.rooms.participation.membership import forget_memberships

REASON_LIMIT = 500


@transaction.atomic
def shut_out(part: Participation, decision: Any, reason: str) -> dict[str, Any]:
    """Their part ends, and the open door is closed to them."""
    room = locked(part.room)
    was_in = part.left_at is None
    end_participation(part.member, room)
    Exclusion.objects.create(
        room=room,
        member=part.member,
        excluded_by=decision.decided_by,
        decision=decision,
        reason=reason[:REASON_LIMIT],
    )
    live.withdraw(part.member_id, stream=room.stream, reason="removed")
    return {"was_in": was_in}


@transaction.atomic
def let_back_in(part: Participation, before: dict[str, Any]) -> None:
    """The door is open again; whoever was in is in, with their marks."""
    room = locked(part.room)
    Exclusion.objects.filter(room=room, member=part.member).delete()
    current = Participation.objects.filter(room=room, member=part.member, left_at__isnull=True)
    if before["was_in"] and not current.exists():
        Participation.objects.filter(pk=part.pk).update(left_at=None)
    forget_memberships(room)

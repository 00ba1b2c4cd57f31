"""Keeping what was promised: messages older than their room keeps them are deleted, for everyone and for good."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from community.audit.record import record
from community.moderation.cases.retained import held
from community.quotes.citing import forget
from community.search.actions import drop
from realtime.rooms.models import Message, Room

AT_ONCE = 500


def expire_messages(now: datetime, *, dry_run: bool = False) -> Iterator[tuple[Room, int]]:
    """Room by room, how many messages were deleted (`dry_run`: would be). Batches; nothing is locked for long.

    What a case is about outlives its time until the case and every objection to it have ended.
    """
    needed = {int(key) for key in held("nachricht")}
    for room in Room.objects.filter(retention_days__isnull=False).order_by("pk"):
        old = Message.objects.in_room(room).filter(
            created_at__lt=now - timedelta(days=room.retention_days or 0)
        )
        overdue = old.exclude(pk__in=needed)
        count = overdue.count() if dry_run else _delete(overdue)
        if count and not dry_run:
            record(None, "expire_messages", room, after={"deleted": count})
        if count:
            yield room, count


def _delete(overdue: Any) -> int:
    """The oldest first; with a message go its versions, reactions, mentions, its pin and its tombstone."""
    deleted = 0
    while keys := list(overdue.order_by("seq").values_list("pk", flat=True)[:AT_ONCE]):
        with transaction.atomic():
            Message.objects.filter(pk__in=keys).delete()
            forget("nachricht", keys)
            drop("message", *keys)
        deleted += len(keys)
    return deleted

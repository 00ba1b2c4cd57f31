"""Slow mode: a pause between two messages of one person. Those who look after the room are exempt."""

from __future__ import annotations

import math
from datetime import timedelta

from django.utils import timezone

from community.people.models import Member
from realtime.rooms.models import Message, Room
from realtime.rooms.room import policy as room_policy


def pause_of(actor: Member, room: Room) -> int:
    """How many seconds this person waits after a message; 0: none."""
    return 0 if room_policy.looks_after(actor, room) else room.slow_seconds


def seconds_to_wait(actor: Member, room: Room) -> int:
    """How many of them are left. At most one query, and none where the room is not slow."""
    pause = room.slow_seconds and pause_of(actor, room)
    if not pause:
        return 0
    own = Message.objects.filter(room=room, author=actor).order_by("-seq")
    last = own.values_list("created_at", flat=True).first()
    left = (last + timedelta(seconds=pause) - timezone.now()).total_seconds() if last else 0
    return max(0, math.ceil(left))

"""Whom a room tells of a message: those who want all of it, and those it speaks to."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from community.compiled_queries import CompiledQuery
from community.notices.actions import tell
from realtime.rooms.models import Message, Participation

MENTION, MESSAGE = "rooms.mention", "rooms.message"


def tell_of_message(message: Message, mentioned: set[int]) -> None:
    """A message was sent in a locked room. People are told by the level they chose there."""
    members = _told_of_all(message) | (_told_when_mentioned(message, mentioned) if mentioned else set())
    members.discard(message.author_id)
    for kind, reached in ((MENTION, members & mentioned), (MESSAGE, members - mentioned)):
        tell(kind, message.room_id, thing=message.seq, actor=message.author, members=reached)


def _told_of_all(message: Message) -> set[int]:
    asked = _hearing_all(room=message.room_id, seq=message.seq, now=timezone.now())
    return {row.member_id for row in asked}


_hearing_all: CompiledQuery[Participation] = CompiledQuery(
    lambda room, seq, now: (
        Participation.objects.current(now)
        .filter(room=room, level=Participation.Level.ALL, from_seq__lt=seq)
        .only("member")
    ),
    room=int,
    seq=int,
    now=datetime,
)


def _told_when_mentioned(message: Message, mentioned: set[int]) -> set[int]:
    current = Participation.objects.current().filter(room=message.room_id, from_seq__lt=message.seq)
    asked = current.filter(level=Participation.Level.MENTIONS, member__in=mentioned)
    return set(asked.values_list("member", flat=True))

"""Whom a room tells of a message: those who want all of it, and those it speaks to."""

from __future__ import annotations

from django.db.models import Q

from community.notices.actions import tell
from realtime.rooms.models import Message, Participation

MENTION, MESSAGE = "rooms.mention", "rooms.message"


def tell_of_message(message: Message, mentioned: set[int]) -> None:
    """A message was sent in a locked room. People are told by the level they chose there."""
    told = Q(level=Participation.Level.ALL)
    if mentioned:
        told |= Q(level=Participation.Level.MENTIONS, member__in=mentioned)
    current = Participation.objects.current().filter(told, room=message.room_id, from_seq__lt=message.seq)
    members = set(current.exclude(member=message.author_id).values_list("member", flat=True))
    for kind, reached in ((MENTION, members & mentioned), (MESSAGE, members - mentioned)):
        tell(kind, message.room_id, thing=message.seq, actor=message.author, members=reached)

"""Rooms, who takes part in them, what they say, and the small marks on it."""

from realtime.rooms.marks.models import MessageMention, Pin, Reaction
from realtime.rooms.messages.models import Message, MessageAttachment, MessageRemoval, MessageRevision
from realtime.rooms.participation.models import Exclusion, Participation
from realtime.rooms.room.models import Archival, Room

__all__ = [
    "Archival",
    "Exclusion",
    "Message",
    "MessageAttachment",
    "MessageMention",
    "MessageRemoval",
    "MessageRevision",
    "Participation",
    "Pin",
    "Reaction",
    "Room",
]

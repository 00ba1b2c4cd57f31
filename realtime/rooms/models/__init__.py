"""Rooms, who takes part in them, what they say, and the small marks on it."""

from realtime.rooms.models.marks import MessageMention, Pin, Reaction
from realtime.rooms.models.messages import Message, MessageAttachment, MessageRemoval, MessageRevision
from realtime.rooms.models.participations import Exclusion, Participation
from realtime.rooms.models.rooms import Archival, Room

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

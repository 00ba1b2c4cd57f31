"""What there is in rooms: one class for each kind of thing, told in one file."""

from realtime.rooms.kinds.message import MessageKind
from realtime.rooms.kinds.participation import ParticipationKind
from realtime.rooms.kinds.room import RoomKind

__all__ = ["MessageKind", "ParticipationKind", "RoomKind"]

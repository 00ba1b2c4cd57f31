"""What people do in rooms: one function per verb; each asks the policy, writes in one transaction, then tells."""

from realtime.rooms.actions.changing import edit_message, remove_message, restore_message
from realtime.rooms.actions.errors import AsksFirst, KeyConflict, NoPlaceForPin, RoomLocked, TooFast
from realtime.rooms.actions.keeping import (
    archive_room,
    create_room,
    edit_room,
    open_direct_room,
    reopen_room,
    set_retention,
    set_slow_mode,
)
from realtime.rooms.actions.marking import pin_message, react, unpin_message, unreact
from realtime.rooms.actions.participating import (
    enter_room,
    invite,
    leave_room,
    mark_room_read,
    remove_participant,
    set_level,
)
from realtime.rooms.actions.sending import Sent, send_message

__all__ = [
    "AsksFirst",
    "KeyConflict",
    "NoPlaceForPin",
    "RoomLocked",
    "Sent",
    "TooFast",
    "archive_room",
    "create_room",
    "edit_message",
    "edit_room",
    "enter_room",
    "invite",
    "leave_room",
    "mark_room_read",
    "open_direct_room",
    "pin_message",
    "react",
    "remove_message",
    "remove_participant",
    "reopen_room",
    "restore_message",
    "send_message",
    "set_level",
    "set_retention",
    "set_slow_mode",
    "unpin_message",
    "unreact",
]

"""Rooms for tests. What people do goes through `realtime.rooms.actions`, so rows are as the house writes them.

cafe = make_room()                                     open to all members
table = make_room(group=WorkingGroupFactory(lead=anna, with_members=[bruno]))
message = say(anna, table, "Guten Morgen!")
"""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from community.people.models import Member
from realtime.rooms.management import actions as management_actions
from realtime.rooms.models import Message, Participation, Room
from realtime.rooms.sending import actions as sending_actions
from tests.factories.people import MemberFactory

TEXT = "Wer bringt am Dienstag **Kuchen** mit?"


def make_room(
    group: Any = None, *, name: str = "Netzwerk-Café", by: Member | None = None, **more: Any
) -> Room:
    """An open room, or the closed room of `group`; `more` are further columns, such as `history`."""
    room = management_actions.create_room(
        by or MemberFactory(head=True, name="Dora Schäfer"), group=group, name=name
    )
    if more:
        Room.objects.filter(pk=room.pk).update(**more)
    return fresh(room)


def say(
    author: Member, room: Room, text: str = TEXT, *, reply_to: int | None = None, key: Any = None
) -> Message:
    """A message, as a reader would load it."""
    sent = sending_actions.send_message(author, room, text=text, key=key or uuid4(), reply_to=reply_to)
    return again(sent.message)


def again(message: Message) -> Message:
    """The message as it stands now."""
    return Message.objects.with_event().select_related("room").get(pk=message.pk)


def fresh(room: Room) -> Room:
    """The room as it stands now, with nothing remembered."""
    return Room.objects.with_owners().get(pk=room.pk)


def part_of(member: Member, room: Room) -> Participation | None:
    """The member's present part in the room."""
    return Participation.objects.current().filter(room=room, member=member).first()

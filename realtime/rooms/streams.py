"""Who may hear a room, how far it has moved, and where it shows who is typing or here."""

from __future__ import annotations

from typing import Any

from django.db.models import Count

from community.live import Stream, register
from community.live.registry import Pair
from community.people.models import Member
from realtime.rooms.models import Participation, Room
from realtime.rooms.participation.membership import look_up_many
from realtime.rooms.room import policy as room_policy

TYPING_UP_TO = 30


def _may_listen(member: Any, key: int) -> bool:
    room = Room.objects.filter(pk=key).first()
    return room is not None and _may_hear(member, room)


def _may_listen_many(pairs: set[Pair]) -> set[Pair]:
    people = Member.objects.for_verdicts({member for member, _key in pairs})
    rooms = Room.objects.in_bulk({key for _member, key in pairs})
    known = {(member, key) for member, key in pairs if member in people and key in rooms}
    look_up_many({(people[member], rooms[key]) for member, key in known})
    return {(member, key) for member, key in known if _may_hear(people[member], rooms[key])}


def _may_hear(member: Any, room: Room) -> bool:
    """An archived room is read, but nothing is heard from it any more."""
    return not room.is_archived and bool(room_policy.can_read_room(member, room))


def _head(key: int) -> int:
    return Room.objects.values_list("head", flat=True).get(pk=key)


def _heads(keys: set[int]) -> dict[int, int]:
    return dict(Room.objects.filter(pk__in=keys).values_list("pk", "head"))


def _typing_in(keys: set[int]) -> set[int]:
    """Where few enough take part that it helps and does not unsettle."""
    crowded = (
        Participation.objects.current()
        .filter(room__in=keys)
        .values("room")
        .annotate(people=Count("pk"))
        .filter(people__gt=TYPING_UP_TO)
    )
    return keys - set(crowded.values_list("room", flat=True))


register(
    Stream(
        "room",
        may_listen=_may_listen,
        head=_head,
        may_listen_many=_may_listen_many,
        heads=_heads,
        typing_in=_typing_in,
        presence=True,
    )
)

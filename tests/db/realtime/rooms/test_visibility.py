"""Lists and policies agree, for everybody, every kind of room and every message in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from realtime.rooms.kinds import RoomKind
from realtime.rooms.management import actions as management_actions
from realtime.rooms.messages import actions as message_actions
from realtime.rooms.messages import policy as message_policy
from realtime.rooms.models import Message, Participation, Room
from realtime.rooms.participation import actions as participation_actions
from realtime.rooms.room import policy as room_policy
from tests.factories.people import MemberFactory, WorkingGroupFactory
from tests.factories.rooms import fresh, make_room, say

pytestmark = pytest.mark.django_db


@dataclass
class World:
    people: dict[str, Any]
    rooms: dict[str, Room]


@pytest.fixture
def world(anna, bruno, greta, chiara, group) -> World:
    """Anna leads, Bruno belongs, Greta is a stranger, Gast is invited, Neu came late, Weg was sent out."""
    people = {
        "visitor": AnonymousUser(),
        "waiting": MemberFactory(waiting=True),
        "technician": MemberFactory(technician=True, outcome=None),
        "anna": anna,
        "bruno": bruno,
        "greta": greta,
        "gast": MemberFactory(name="Gerd Gast"),
        "frueher": MemberFactory(name="Frieda Früher"),
        "neu": MemberFactory(name="Nele Neu"),
        "weg": MemberFactory(name="Willi Weg"),
        "chiara": chiara,
        "dora": MemberFactory(head=True),
    }
    rooms = {
        "open": make_room(name="Café"),
        "open, from joining": make_room(name="Salon", history=Room.History.JOINING),
        "closed": make_room(group, name="Tisch", history=Room.History.ALL),
        "closed, from joining": make_room(group, name="Kammer"),
        "of others": make_room(WorkingGroupFactory(), name="Fremd"),
        "direct": management_actions.open_direct_room(anna, greta),
        "archived": make_room(name="Archiv"),
    }
    _talk(people, rooms)
    return World(people, {name: fresh(room) for name, room in rooms.items()})


def _talk(people: dict[str, Any], rooms: dict[str, Room]) -> None:
    anna, chiara = people["anna"], people["chiara"]
    for name in ("open", "open, from joining", "closed", "closed, from joining", "direct", "archived"):
        say(anna, rooms[name], "Vorher")
    say(people["weg"], rooms["open"])
    participation_actions.remove_participant(chiara, rooms["open"], people["weg"], reason="Werbung")
    participation_actions.enter_room(people["neu"], rooms["open, from joining"])
    for name in ("closed", "closed, from joining"):
        participation_actions.invite(anna, rooms[name], people["gast"])
        participation_actions.invite(
            anna, rooms[name], people["frueher"], until=timezone.now() + timedelta(days=1)
        )
    Participation.objects.filter(member=people["frueher"]).update(until=timezone.now() - timedelta(days=1))
    for name in ("open", "open, from joining", "closed", "closed, from joining", "direct"):
        say(anna, rooms[name], "Nachher")
    removed = say(anna, rooms["closed"], "Versehen")
    message_actions.remove_message(anna, removed)
    management_actions.archive_room(chiara, rooms["archived"], reason="Fertig")


def _pairs(world: World) -> Iterator[tuple[str, Any, str, Room]]:
    for role, person in world.people.items():
        for name in world.rooms:
            yield role, person, name, fresh(world.rooms[name])


def test_lists_of_rooms_and_policies_agree(world):
    for role, person, name, room in _pairs(world):
        seen = Room.objects.visible_to(person).filter(pk=room.pk).exists()
        assert seen == bool(room_policy.can_see_room(person, room)), (role, name)
        read = Room.objects.readable_by(person).filter(pk=room.pk).exists()
        assert read == bool(room_policy.can_read_room(person, room)), (role, name)
        assert seen or not read, (role, name)


def test_lists_of_messages_and_policies_agree(world):
    for role, person, name, room in _pairs(world):
        allowed = {
            message.seq
            for message in Message.objects.filter(room=room).select_related("room")
            if message_policy.can_see_message(person, message)
        }
        listed = set(Message.objects.visible_to(person).in_room(room).values_list("seq", flat=True))
        assert listed == allowed, (role, name)


def test_who_sees_which_room(world):
    """Written out once, so that both sides above cannot be wrong together."""
    seen = {
        name: " ".join(
            role for role in world.people if room_policy.can_see_room(world.people[role], fresh(room))
        )
        for name, room in world.rooms.items()
    }
    everyone = "anna bruno greta gast frueher neu weg chiara dora"
    assert seen == {
        "open": everyone.replace("weg ", ""),
        "open, from joining": everyone,
        "closed": "anna bruno gast chiara dora",
        "closed, from joining": "anna bruno gast chiara dora",
        "of others": "chiara dora",
        "direct": "anna greta",
        "archived": everyone,
    }


def test_who_reads_which_messages(world):
    read = {
        name: {
            role: list(found)
            for role, person in world.people.items()
            if (
                found := Message.objects.visible_to(person)
                .in_room(room)
                .order_by("seq")
                .values_list("seq", flat=True)
            )
        }
        for name, room in world.rooms.items()
    }
    everyone = ["anna", "bruno", "greta", "gast", "frueher", "neu", "chiara", "dora"]
    assert read == {
        "open": {role: [1, 2, 3] for role in everyone},
        "open, from joining": {"anna": [1, 2], "neu": [2]},
        "closed": {"anna": [1, 2, 3], "bruno": [1, 2, 3], "gast": [1, 2, 3]},
        "closed, from joining": {"anna": [1, 2], "bruno": [1, 2], "gast": [2]},
        "of others": {},
        "direct": {"anna": [1, 2], "greta": [1, 2]},
        "archived": {role: [1] for role in [*everyone, "weg"]},
    }


def test_who_may_hear_a_room_may_read_it(world, django_assert_max_num_queries):
    members = {role: person for role, person in world.people.items() if person.pk}
    pairs = {(person.pk, room.pk) for person in members.values() for room in world.rooms.values()}
    with django_assert_max_num_queries(8):
        together = RoomKind().may_listen_many(pairs | {(999_999, 1), (1, 999_999)})
    alone = {
        (person.pk, room.pk)
        for person in members.values()
        for room in world.rooms.values()
        if RoomKind().may_listen(person, room.pk)
    }
    readable = {
        (person.pk, room.pk)
        for person in members.values()
        for room in Room.objects.readable_by(person).not_archived()
    }
    assert together == alone == readable
    assert 0 < len(readable) < len(pairs)

"""What a process does over and over, without waiting for it."""

from __future__ import annotations

import asyncio
import json
import time
from dataclasses import replace
from types import SimpleNamespace

import pytest

from community.kinds import registry as kinds
from community.live import Stream, find
from community.live import registry as streams
from realtime.delivery import periodic
from realtime.delivery.frames import Frame
from realtime.delivery.hub import Hub, Listener, Person
from realtime.delivery.loader import Facts
from realtime.delivery.order import Order
from realtime.delivery.periodic import Rounds
from realtime.delivery.presence import Presence


class FakeWire:
    def __init__(self) -> None:
        self.heard: list[dict] = []
        self.code: int | None = None
        self.checked = 0

    def write(self, frame: Frame) -> None:
        assert self.code is None, "written after the goodbye"
        self.heard.append(json.loads(frame.payload))

    def close(self, code: int) -> None:
        self.code = code

    def check(self, now: float) -> None:
        self.checked += 1


class FakeDesk:
    """A database of a few dicts; `rights_of_members` are what is left where an officer's role rests."""

    def __init__(self) -> None:
        self.people: dict[str, Person] = {}
        self.rights: set[tuple[int, str]] = set()
        self.rights_of_members: set[tuple[int, str]] = set()
        self.heads: dict[str, Facts] = {}
        self.asked = 0

    async def persons(self, keys):
        self.asked += bool(keys)
        return {key: self.people[key] for key in keys if key in self.people}

    async def allowed(self, pairs):
        self.asked += 1
        return {pair for pair in pairs if (pair[0], pair[1].topic) in self.rights}

    async def allowed_without_office(self, pairs):
        return {pair for pair in pairs if (pair[0], pair[1].topic) in self.rights_of_members}

    async def facts(self, addresses):
        self.asked += 1
        return {address: self.heads[address.topic] for address in addresses if address.topic in self.heads}


class FakeRelay:
    is_down = False

    async def settle(self, topics) -> None:
        self.settled = set(topics)


class RoomStream(Stream):
    slug, presence = "room", True


class House:
    def __init__(self) -> None:
        self.hub, self.desk, self.relay = Hub(), FakeDesk(), FakeRelay()
        self.shown: list[tuple[str, list[int]]] = []
        self.presence = Presence(show=lambda *it: self.shown.append(it), tell=lambda *_: None)
        self.rounds = Rounds(self.hub, self.desk, self.relay, self.presence, Order(self.hub.deliver))

    def enter(self, pk: int, *names: str, session: str = "") -> Listener:
        person = Person(pk, f"Person {pk}", True, session or f"session-{pk}")
        self.desk.people[person.session_key] = person
        listener = Listener(person, FakeWire())
        self.hub.enter(listener)
        for name in names:
            address = find(name, pk)
            self.desk.rights.add((pk, address.topic))
            self.desk.heads.setdefault(address.topic, Facts(head=5, shows_typing=False))
            self.hub.subscribe(listener, address)
        return listener


@pytest.fixture
def house(monkeypatch) -> House:
    monkeypatch.setattr(kinds, "_kinds", {})
    monkeypatch.setattr(streams, "_streams", {"room": RoomStream()})
    return House()


async def test_heads_go_to_everybody_about_what_they_hear(house):
    anna, bruno, nobody = house.enter(1, "room:1", "room:2"), house.enter(2, "room:2"), house.enter(3)
    await house.rounds.tell_heads()
    assert anna.wire.heard == [{"type": "heads", "heads": {"room:1": 5, "room:2": 5}}]
    assert bruno.wire.heard == [{"type": "heads", "heads": {"room:2": 5}}]
    assert nobody.wire.heard == [{"type": "heads", "heads": {}}], "a sign of life"
    assert house.desk.asked == 1


async def test_heads_about_one_topic_go_to_those_who_hear_it(house):
    anna, bruno = house.enter(1, "room:1", "room:2"), house.enter(2, "room:2")
    await house.rounds.tell_heads({"room:1", "room:77"})
    assert anna.wire.heard == [{"type": "heads", "heads": {"room:1": 5}}]
    assert bruno.wire.heard == []


async def test_what_is_gone_from_the_database_is_left_out(house):
    anna = house.enter(1, "room:1", "room:2")
    del house.desk.heads["room:1"]
    await house.rounds.tell_heads()
    assert anna.wire.heard == [{"type": "heads", "heads": {"room:2": 5}}]


async def test_heads_wake_those_who_wait_without_knowing(house):
    house.enter(1, "room:1")
    topic = house.hub.topics["room:1"]
    loop = asyncio.get_running_loop()
    behind, abreast, careless = loop.create_future(), loop.create_future(), loop.create_future()
    topic.waiters = {behind: 4, abreast: 5, careless: None}
    await house.rounds.tell_heads()
    assert (behind.done(), abreast.done(), careless.done()) == (True, False, False)


async def test_typing_is_switched_off_when_a_room_has_grown(house):
    house.enter(1, "room:1")
    topic = house.hub.topics["room:1"]
    topic.shows_typing = True
    await house.rounds.tell_heads()
    assert topic.shows_typing is False


async def test_the_check_ends_what_has_ended(house):
    signed_out, removed, fine = (house.enter(n, "room:1", "room:2") for n in (1, 2, 3))
    house.presence.note("room:1", 1, 0)
    house.presence.note("room:1", 2, 0)
    house.presence.note("room:1", 3, 0)
    del house.desk.people["session-1"]
    house.desk.rights.discard((2, "room:1"))
    await house.rounds.check()
    assert signed_out.wire.code == 4003
    assert removed.wire.heard == [{"type": "revoked", "stream": "room:1", "reason": "removed"}]
    assert fine.wire.heard == [] and fine.wire.code is None
    house.hub.deliver("room:1", Frame.of({"n": 1}))
    house.hub.deliver("room:2", Frame.of({"n": 2}))
    assert removed.wire.heard[1:] == [{"n": 2}]
    assert [event["n"] for event in fine.wire.heard] == [1, 2]
    assert house.presence.here("room:1") == [3]


async def test_a_session_that_now_belongs_to_somebody_else_has_ended(house):
    anna = house.enter(1, "room:1", session="shared")
    house.desk.people["shared"] = replace(anna.person, pk=9)
    await house.rounds.check()
    assert anna.wire.code == 4003


async def test_who_no_longer_wants_to_be_seen_is_not(house):
    anna = house.enter(1, "room:1")
    house.presence.note("room:1", 1, 0)
    house.desk.people["session-1"] = replace(anna.person, shows_presence=False)
    await house.rounds.check()
    assert house.presence.here("room:1") == []
    assert anna.person.shows_presence is False


async def test_a_review_looks_at_one_member_and_nobody_else(house):
    removed, gone, other = (house.enter(n, "room:1", "room:2") for n in (1, 2, 3))
    house.desk.rights -= {(1, "room:1"), (3, "room:1")}
    del house.desk.people["session-2"]
    await house.rounds.review(1)
    await house.rounds.review(2)
    assert removed.wire.heard == [{"type": "revoked", "stream": "room:1", "reason": "removed"}]
    assert gone.wire.code == 4003
    assert (other.wire.heard, other.wire.code) == ([], None)


async def test_a_session_is_over_with_its_time_unless_it_was_prolonged(house):
    over, prolonged, later = (house.enter(n, "room:1") for n in (1, 2, 3))
    now = time.time()
    for one, ends in ((over, now - 1), (prolonged, now - 1), (later, now + 60)):
        one.person = replace(one.person, expires_at=ends)
    house.desk.people["session-2"] = replace(prolonged.person, expires_at=now + 60)
    del house.desk.people["session-1"], house.desk.people["session-3"]
    await house.rounds.look()
    assert (over.wire.code, prolonged.wire.code, later.wire.code) == (4003, None, None)
    assert prolonged.person.expires_at == now + 60
    house.desk.asked = 0
    await house.rounds.look()
    assert house.desk.asked == 0, "as long as no time is over, nobody is asked"


@pytest.mark.parametrize(("browsers", "portions"), [(1, 1), (50, 1), (200, 4), (1_000, 10), (2_000, 10)])
async def test_the_check_asks_twice_a_portion_and_few_are_the_portions(house, browsers, portions):
    for pk in range(1, browsers + 1):
        house.enter(pk, "room:1", f"room:{pk + 1}")
    await house.rounds.check()
    assert house.desk.asked == 2 * portions
    assert not any(one.wire.code for one in house.hub.listeners)


async def test_the_tabs_of_one_session_are_checked_in_one_portion(house):
    tabs = [house.enter(1, "room:1") for _ in range(200)]
    await house.rounds.check()
    assert house.desk.asked == 2
    del house.desk.people["session-1"]
    await house.rounds.check()
    assert {tab.wire.code for tab in tabs} == {4003}


async def test_a_round_begins_at_its_time_and_leaves_half_of_it_to_others(monkeypatch):
    clock, lasting, pauses = [0.0], [0.0, 1.0, 9.0, 0.0], []

    async def sleep(seconds):
        pauses.append(seconds)

    async def work():
        clock[0] += lasting.pop(0)
        if not lasting:
            raise asyncio.CancelledError

    monkeypatch.setattr(periodic, "asyncio", SimpleNamespace(sleep=sleep))
    monkeypatch.setattr(periodic, "time", SimpleNamespace(monotonic=lambda: clock[0]))
    with pytest.raises(asyncio.CancelledError):
        await periodic._every(5.0, work)
    assert pauses == [5.0, 5.0, 4.0, 2.5]


async def test_between_two_portions_of_the_check_others_have_their_turn(house):
    for pk in range(1, 101):
        house.enter(pk, "room:1")
    del house.desk.people["session-100"]
    last = list(house.hub.listeners)[-1]
    checking = asyncio.create_task(house.rounds.check())
    await asyncio.sleep(0.01)
    assert house.desk.asked == 2 and last.wire.code is None, "the last portion has not been looked at yet"
    await checking
    assert last.wire.code == 4003


async def test_while_others_are_not_heard_the_check_tells_the_heads(house):
    anna = house.enter(1, "room:1")
    house.relay.is_down = True
    await house.rounds.check()
    assert anna.wire.heard == [{"type": "heads", "heads": {"room:1": 5}}]


async def test_every_wire_is_looked_after_and_the_layer_knows_what_is_heard(house):
    anna = house.enter(1, "room:1")
    await house.rounds.look()
    await house.rounds.settle()
    assert anna.wire.checked == 1
    assert house.relay.settled == {"room:1"}


async def test_who_has_left_leaves_nothing_behind(house):
    anna = house.enter(1, "room:1", "room:2")
    house.hub.leave(anna)
    house.hub.leave(anna)
    house.hub.subscribe(anna, find("room:3", 1))
    assert (house.hub.listeners, house.hub.topics, list(house.hub.of_member(1))) == ({}, {}, [])


async def test_one_device_signed_out_leaves_the_other(house):
    phone, desk = house.enter(1, "room:1", session="phone"), house.enter(1, "room:1", session="desk")
    assert house.hub.hang_up(1, phone.person.session_digest) == set()
    assert (phone.wire.code, desk.wire.code) == (4003, None)
    assert house.hub.hang_up(None, desk.person.session_digest) == {1}
    assert desk.wire.code == 4003


async def test_where_the_role_rests_only_a_member_s_rights_are_left(house):
    """Two sessions of one officer; she leaves the group of room 2, which the office hears and members do not."""
    office, resting = (house.enter(1, "room:1", "room:2", session=name) for name in ("office", "resting"))
    house.desk.people["resting"] = replace(resting.person, role_rests=True)
    house.desk.rights_of_members = {(1, "room:1")}
    await house.rounds.check()
    assert resting.wire.heard == [{"type": "revoked", "stream": "room:2", "reason": "removed"}]
    assert set(resting.heard) == {"room:1"}
    assert set(office.heard) == {"room:1", "room:2"} and office.wire.heard == []

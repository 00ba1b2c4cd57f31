"""Between processes, over a layer that loses, delays and dies as it likes: what is missed is noticed."""

from __future__ import annotations

import asyncio
import random
from collections import defaultdict
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from realtime.delivery import relay as relays
from realtime.delivery.relay import HOUSE, Outbox, Relay, group_of


class Layer:
    """A channel layer whose faults are ours to choose."""

    def __init__(self) -> None:
        self.groups: defaultdict[str, set[str]] = defaultdict(set)
        self.queues: dict[str, asyncio.Queue[dict[str, Any]]] = {}
        self.loses = lambda group, message: False
        self.is_dead = False
        self.hangs = False
        self.before_discard: Callable[[str], Awaitable[None]] | None = None
        self.sent = 0

    async def _answer(self) -> None:
        if self.hangs:
            await asyncio.sleep(60)
        if self.is_dead:
            raise ConnectionError("the layer is gone")

    async def new_channel(self) -> str:
        await self._answer()
        name = f"channel-{len(self.queues)}"
        self.queues[name] = asyncio.Queue()
        return name

    async def receive(self, channel: str) -> dict[str, Any]:
        return await self.queues[channel].get()

    async def group_add(self, group: str, channel: str) -> None:
        await self._answer()
        self.groups[group].add(channel)

    async def group_discard(self, group: str, channel: str) -> None:
        await self._answer()
        if self.before_discard:
            await self.before_discard(group)
        self.groups[group].discard(channel)

    async def group_send(self, group: str, message: dict[str, Any]) -> None:
        await self._answer()
        self.sent += 1
        for channel in self.groups[group]:
            if not self.loses(group, message):
                self.queues[channel].put_nowait(message)

    async def flush(self) -> None:
        self.groups.clear()


class Process:
    """One end: what it heard, and of what it was told to catch up."""

    def __init__(self) -> None:
        self.heard: list[dict[str, Any]] = []
        self.caught_up: list[set[str] | None] = []
        self.relay = Relay(hear=self.heard.append, catch_up=self._catch_up)

    async def _catch_up(self, topics: set[str] | None) -> None:
        self.caught_up.append(topics)

    def rung(self) -> list[bytes]:
        return [message["payload"] for message in self.heard if message["do"] == "ring"]


@pytest.fixture
def layer(monkeypatch):
    layer = Layer()

    async def reached() -> Layer:
        return layer

    monkeypatch.setattr(relays, "reach_layer", reached)
    for name, seconds in (("TALLY_EVERY", 0.02), ("SILENT_FOR", 1.0), ("TIMEOUT", 1.0), ("START_OVER", 2.0)):
        monkeypatch.setattr(relays, name, seconds)
    return layer


@pytest.fixture
async def pair(layer):
    pair = Process(), Process()
    for process in pair:
        process.relay.open()
    await until(lambda: len(layer.groups[HOUSE]) == 2)
    for process in pair:
        assert await process.relay.join("room:1")
    yield pair
    for process in pair:
        process.relay.close()


async def until(true, within: float = 15.0) -> None:
    end = asyncio.get_running_loop().time() + within
    while not true():
        assert asyncio.get_running_loop().time() < end, "it did not happen"
        await asyncio.sleep(0.005)


async def test_the_other_hears_and_one_does_not_hear_oneself(pair):
    one, other = pair
    one.relay.outbox.ring("room:1", b"{}")
    await until(lambda: other.rung() == [b"{}"])
    await asyncio.sleep(0.1)
    assert one.heard == []
    assert other.caught_up == []


async def test_only_those_in_the_group_hear(pair):
    one, other = pair
    one.relay.outbox.ring("room:2", b"{}")
    one.relay.outbox.ring("room:1", b"1")
    await until(lambda: other.rung() == [b"1"])


async def test_a_lost_message_is_noticed_also_the_last_one(pair, layer):
    one, other = pair
    one.relay.outbox.ring("room:1", b"1")
    await until(lambda: other.rung() == [b"1"])
    layer.loses = lambda group, message: message["do"] == "ring"
    one.relay.outbox.ring("room:1", b"2")
    await until(lambda: other.caught_up == [{"room:1"}])
    await asyncio.sleep(0.1)
    assert other.caught_up == [{"room:1"}], "once is enough"
    assert other.rung() == [b"1"]


async def test_whatever_is_lost_everyone_ends_up_knowing(pair, layer):
    """A layer that loses every second message at random, of every kind."""
    chance = random.Random(1)
    layer.loses = lambda group, message: chance.random() < 0.5
    one, other = pair
    missing = caught_up = 0
    for number in range(60):
        caught_up = len(other.caught_up)
        one.relay.outbox.ring("room:1", b"%d" % number)
        await asyncio.sleep(0.003)
        missing += other.rung()[-1:] != [b"%d" % number]
    assert missing, "the fault did not happen"
    await until(lambda: other.rung()[-1:] == [b"59"] or len(other.caught_up) > caught_up)


async def test_what_one_joined_too_late_for_is_caught_up(pair):
    one, other = pair
    one.relay.outbox.ring("room:5", b"{}")
    await asyncio.sleep(0.05)
    await other.relay.join("room:5")
    await until(lambda: {"room:5"} in other.caught_up)


async def test_a_dead_layer_fails_nobody_and_is_caught_up_on_when_it_is_back(pair, layer):
    one, other = pair
    layer.is_dead = True
    await until(lambda: other.relay.is_down)
    one.relay.outbox.ring("room:1", b"{}")
    assert await other.relay.join("room:9") is False
    layer.is_dead = False
    await until(lambda: None in other.caught_up and None in one.caught_up)
    await until(lambda: not other.relay.is_down)
    assert layer.groups[group_of("room:9")], "what could not be joined is joined now"


async def test_a_layer_that_hangs_holds_nobody_up(pair, layer):
    one, other = pair
    layer.hangs = True
    for _ in range(100):
        one.relay.outbox.ring("room:1", b"{}")
    await until(lambda: one.relay.is_down)
    layer.hangs = False
    await until(lambda: None in other.caught_up)


async def test_a_layer_that_forgot_its_groups_is_noticed(pair, layer):
    """The connection stands, nothing fails, and nothing arrives."""
    one, other = pair
    layer.groups.clear()
    await until(lambda: one.relay.is_down)
    await until(lambda: None in one.caught_up and None in other.caught_up)
    one.relay.outbox.ring("room:1", b"new")
    await until(lambda: b"new" in other.rung())


async def test_settling_leaves_what_nobody_hears_any_more(pair, layer):
    one, _other = pair
    await one.relay.join("room:2")
    await one.relay.settle({"room:1"})
    assert len(layer.groups[group_of("room:2")]) == 0
    assert len(layer.groups[group_of("room:1")]) == 2


async def test_who_joins_while_others_are_left_stays(pair, layer):
    """Settling waits for the layer; whoever comes meanwhile was not in its list."""
    one, other = pair
    for number in (2, 3):
        await one.relay.join(f"room:{number}")
    joined: list[str] = []

    async def come(group: str) -> None:
        if not joined:
            joined.extend(topic for topic in ("room:2", "room:3", "room:4") if group_of(topic) != group)
            for topic in joined:
                await one.relay.join(topic)

    layer.before_discard = come
    await one.relay.settle({"room:1"})
    assert joined in (["room:2", "room:4"], ["room:3", "room:4"]), "nobody came meanwhile"
    for topic in joined:
        other.relay.outbox.ring(topic, topic.encode())
    await until(lambda: {*one.rung()} == {topic.encode() for topic in joined})
    layer.groups[group_of(joined[-1])].clear()
    other.relay.outbox.ring(joined[-1], b"lost")
    await until(lambda: {joined[-1]} in one.caught_up)


async def test_the_outbox_is_bounded_in_number_and_in_time(layer, monkeypatch):
    monkeypatch.setattr(relays, "STALE", 0.2)
    outbox = Outbox()
    layer.hangs = True
    for number in range(relays.WAITING + 500):
        outbox.post("group", {"do": "ring", "number": number})
    assert len(outbox._waiting) == relays.WAITING
    await asyncio.sleep(0.3)
    layer.hangs = False
    await asyncio.wait_for(outbox.drained(), 15)
    assert layer.sent == 0, "what is old is not sent: the heads have overtaken it"
    outbox.post("group", {"do": "ring", "number": 1})
    await outbox.drained()
    assert layer.sent == 1

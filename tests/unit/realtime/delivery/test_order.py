"""Events that overtook each other on their way come to browsers in order, if waiting a moment helps."""

from __future__ import annotations

import asyncio

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from realtime.delivery import order as orders
from realtime.delivery.frames import Frame
from realtime.delivery.order import Order


class Ears:
    def __init__(self) -> None:
        self.heard: list[tuple[str, bytes]] = []
        self.order = Order(lambda topic, frame: self.heard.append((topic, frame.payload)))

    def say(self, number: int | None, topic: str = "room:1") -> None:
        self.order.take(topic, number, Frame.of({"n": number}))

    @property
    def numbers(self) -> list[str]:
        return [payload.decode().removeprefix('{"n":').removesuffix("}") for _topic, payload in self.heard]


@pytest.fixture
def ears() -> Ears:
    return Ears()


async def test_what_comes_in_order_is_not_held_up(ears):
    for number in (7, 8, 9):
        ears.say(number)
        assert ears.numbers[-1] == str(number)


async def test_an_early_one_waits_for_the_one_before_it(ears):
    for number in (1, 4, 3, 2, 5):
        ears.say(number)
    assert ears.numbers == ["1", "2", "3", "4", "5"]
    assert not ears.order._timers and not ears.order._early


async def test_it_does_not_wait_for_ever(ears, monkeypatch):
    monkeypatch.setattr(orders, "TIMEOUT", 0.01)
    for number in (1, 5, 3):
        ears.say(number)
    assert ears.numbers == ["1"]
    while len(ears.heard) < 3:
        await asyncio.sleep(0.005)
    assert ears.numbers == ["1", "3", "5"]
    ears.say(2)
    ears.say(6)
    assert ears.numbers[3:] == ["2", "6"], "late is better than never, and life goes on"


async def test_topics_do_not_wait_for_each_other_and_bells_for_nobody(ears):
    ears.say(1)
    ears.say(3)
    ears.say(1, "room:2")
    ears.say(None)
    assert [topic for topic, _payload in ears.heard] == ["room:1", "room:2", "room:1"]
    assert ears.numbers == ["1", "1", "null"]


@settings(max_examples=40, deadline=None)
@given(st.permutations(range(2, 12)))
def test_any_order_becomes_the_right_one_and_nothing_is_lost_or_doubled(numbers):
    async def run() -> list[str]:
        ears = Ears()
        for number in (1, *numbers):
            ears.say(number)
        return ears.numbers

    assert asyncio.run(run()) == [str(number) for number in range(1, 12)]


async def test_what_nobody_hears_any_more_is_forgotten(ears):
    ears.say(1)
    ears.say(4, "room:2")
    ears.order.forget({"room:2"})
    ears.say(90)
    assert ears.numbers[-1] == "90", "as if it were the first"

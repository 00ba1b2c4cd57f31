"""Numbered events in their order, as far as waiting a moment helps.

Threads that commit one after the other may ring the other way round, and what another process says takes longer than
what we say ourselves. A browser takes an event that comes too early for a gap and asks by HTTP, and so would all of
its neighbours, at once. So an early event waits here, once for all, for the one before it; never for long.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from realtime.delivery.frames import Frame

TIMEOUT = 0.15  # seconds; what has not come by then is lost, and browsers fetch it

Deliver = Callable[[str, Frame], None]


class Order:
    """Gives the frames of each topic to `deliver` by rising number; frames without a number at once."""

    def __init__(self, deliver: Deliver) -> None:
        self._deliver = deliver
        self._last: dict[str, int] = {}
        self._early: dict[str, dict[int, Frame]] = {}
        self._timers: dict[str, asyncio.TimerHandle] = {}

    def take(self, topic: str, number: int | None, frame: Frame) -> None:
        """Deliver the frame now or within `TIMEOUT`. The first of a topic, and one that was overtaken, go at once."""
        last = self._last.get(topic)
        if number is None:
            self._deliver(topic, frame)
        elif last is None or number <= last + 1:
            self._deliver(topic, frame)
            self._last[topic] = max(number, last or 0)
            self._follow(topic)
        else:
            self._early.setdefault(topic, {})[number] = frame
            if topic not in self._timers:
                later = asyncio.get_running_loop().call_later
                self._timers[topic] = later(TIMEOUT, self._give_up, topic)

    def forget(self, topics: set[str]) -> None:
        """Keep nothing but what is about these topics."""
        self._last = {topic: number for topic, number in self._last.items() if topic in topics}

    def _follow(self, topic: str) -> None:
        """What waited for the number that was just delivered."""
        early = self._early.get(topic, {})
        while (frame := early.pop(self._last[topic] + 1, None)) is not None:
            self._deliver(topic, frame)
            self._last[topic] += 1
        if not early and topic in self._timers:
            self._timers.pop(topic).cancel()
            del self._early[topic]

    def _give_up(self, topic: str) -> None:
        """Whatever was missing did not come: the rest in order."""
        del self._timers[topic]
        for number, frame in sorted(self._early.pop(topic, {}).items(), key=lambda pair: pair[0]):
            self._deliver(topic, frame)
            self._last[topic] = max(number, self._last.get(topic, 0))

"""From process to process, over the channel layer. It may lose anything at any time; it must only notice.

Every process joins the layer once per topic, with one channel. Each second it tells the others which topics it rang
lately and up to which of its own numbers; who lacks one, or hears nothing any more, asks the database for the heads.
"""

from __future__ import annotations

import asyncio
import logging
import secrets
import time
from collections import deque
from collections.abc import Callable, Coroutine, Iterable
from typing import Any

from realtime.delivery import metrics
from realtime.delivery.layer import reach_layer

HOUSE = "dialog.house"  # the group that every process is in
TIMEOUT = 2.0  # seconds for one call of the layer
STALE = 5.0  # seconds after which a message is not worth sending: the heads have overtaken it
WAITING = 10_000  # messages
TALLY_EVERY = 1.0
TALLIED_FOR = 5.0
SILENT_FOR = 3.5  # seconds without hearing ourselves: the layer is down
START_OVER = 10.0  # seconds of that after which we connect anew: a connection may be dead without an error

logger = logging.getLogger(__name__)
Message = dict[str, Any]


class Outbox:
    """Sends to the layer, in order, never longer than the layer's patience; what cannot be sent is dropped."""

    def __init__(self) -> None:
        self.me = secrets.token_hex(8)
        self._waiting: deque[tuple[float, str, str, Message]] = deque(maxlen=WAITING)
        self._sending: asyncio.Task[None] | None = None
        self._number = 0
        self._rung: dict[str, tuple[int, float]] = {}
        self._fails = False

    def post(self, group: str, message: Message) -> None:
        """Queue a message to all processes in `group`; call it on the loop."""
        self._queue("group_send", group, message)

    def answer(self, channel: str, message: Message) -> None:
        """Queue a message to the one process that listens on `channel`; call it on the loop."""
        self._queue("send", channel, message)

    def _queue(self, method: str, to: str, message: Message) -> None:
        if len(self._waiting) == WAITING:
            metrics.LAYER_DROPPED.inc()
        self._waiting.append((time.monotonic(), method, to, message))
        if self._sending is None or self._sending.done():
            self._sending = asyncio.create_task(self._send())

    def ring(self, topic: str, payload: bytes, rev: int | None = None) -> None:
        """Queue an event of a topic; it gets a number by which others notice that they missed it."""
        self._number += 1
        self._rung[topic] = (self._number, time.monotonic())
        message = {"do": "ring", "topic": topic, "payload": payload, "number": self._number}
        self.post(group_of(topic), message if rev is None else {**message, "rev": rev})

    def tally(self) -> Message:
        """What was rung lately, to be told to everyone."""
        now = time.monotonic()
        self._rung = {topic: rung for topic, rung in self._rung.items() if now - rung[1] < TALLIED_FOR}
        return {"do": "tally", "rung": {topic: number for topic, (number, _at) in self._rung.items()}}

    async def drained(self) -> None:
        """Returns when nothing waits to be sent."""
        if self._sending is not None:
            await self._sending

    async def _send(self) -> None:
        while self._waiting:
            since, method, to, message = self._waiting.popleft()
            if time.monotonic() - since > STALE:
                metrics.LAYER_DROPPED.inc()
                continue
            try:
                layer = await reach_layer()
                envelope = {"type": "house", "from": self.me, **message}
                await asyncio.wait_for(getattr(layer, method)(to, envelope), TIMEOUT)
                self._fails = False
            except Exception as error:
                metrics.LAYER_DROPPED.inc()
                if not self._fails:
                    logger.warning("Other processes cannot be told: %r", error)
                self._fails = True


class Relay:
    """One process in the layer: hears others, and notices when it does not."""

    def __init__(
        self,
        *,
        hear: Callable[[Message], None],
        catch_up: Callable[[set[str] | None], Coroutine[Any, Any, None]],
    ) -> None:
        """`hear` gets the others' messages; `catch_up` is called with topics of which something was missed, or
        with `None` when that may be any of them.
        """
        self.outbox = Outbox()
        self._hear = hear
        self._catch_up = catch_up
        self._channel = ""
        self._joined: set[str] = set()
        self._wanted: set[str] = {HOUSE}
        self._numbers: dict[tuple[str, str], int] = {}
        self._heard_myself = time.monotonic()
        self._started_over = 0.0
        self._was_down = False
        self._listening: asyncio.Task[None] | None = None
        self._telling: asyncio.Task[None] | None = None
        self._work: set[asyncio.Task[None]] = set()

    def open(self) -> None:
        """Begin to listen and to tell the tally."""
        self._listening = asyncio.create_task(self._listen())
        self._telling = asyncio.create_task(self._tell_tallies())

    def close(self) -> None:
        for task in (self._listening, self._telling, *self._work):
            if task is not None:
                task.cancel()

    @property
    def channel(self) -> str:
        """Where this process alone is reached; empty while the layer does not answer."""
        return self._channel

    @property
    def is_down(self) -> bool:
        """What others say does not reach us now."""
        return time.monotonic() - self._heard_myself > SILENT_FOR

    async def join(self, topic: str) -> bool:
        """Hear what other processes ring on the topic; False when the layer did not answer, it is tried again."""
        self._wanted.add(group_of(topic))
        if not self.is_down and await self._join(group_of(topic)):
            return True
        self._was_down = True  # so that joining is made up for as soon as we hear ourselves
        return False

    async def settle(self, topics: Iterable[str]) -> None:
        """Be in the groups of these topics and no others; join anew, as a layer may have forgotten us silently."""
        wanted = {HOUSE, *map(group_of, topics)}
        left, self._wanted = self._joined - wanted, wanted
        self._numbers = {pair: n for pair, n in self._numbers.items() if group_of(pair[1]) in wanted}
        for group in left:
            if group not in self._wanted:  # nobody has come for it while we waited
                self._joined.discard(group)
                await self._call("group_discard", group, self._channel)
        await self._rejoin()

    async def _rejoin(self) -> None:
        for group in tuple(self._wanted):
            self._joined.discard(group)
            if not await self._join(group):
                break

    async def _join(self, group: str) -> bool:
        if group in self._joined:
            return True
        if not self._channel:
            return False
        if not await self._call("group_add", group, self._channel):
            return False
        self._joined.add(group)
        return True

    async def _call(self, method: str, *args: str) -> bool:
        try:
            await asyncio.wait_for(getattr(await reach_layer(), method)(*args), TIMEOUT)
        except Exception as error:
            logger.debug("The channel layer did not %s: %r", method, error)
            return False
        return True

    async def _listen(self) -> None:
        while True:
            try:
                layer = await reach_layer()
                if not self._channel:
                    self._channel = await asyncio.wait_for(layer.new_channel(), TIMEOUT)
                    await self._rejoin()
                self._receive(await layer.receive(self._channel))
            except Exception as error:
                logger.debug("The channel layer failed: %r", error)
                await asyncio.sleep(TALLY_EVERY)

    def _receive(self, message: Message) -> None:
        sender = message.get("from", "")
        if message.get("do") == "tally":
            if sender == self.outbox.me:
                self._heard()
            else:
                self._compare(sender, message.get("rung", {}))
        elif sender != self.outbox.me:
            if message.get("do") == "ring":
                self._numbers[sender, message["topic"]] = message["number"]
            self._hear(message)

    def _heard(self) -> None:
        self._heard_myself = time.monotonic()
        if self._was_down:
            self._was_down = False
            logger.warning("Other processes are heard again")
            metrics.LAYER_MISSED.inc()
            self._soon(self._recover())

    async def _recover(self) -> None:
        await self._rejoin()
        await self._catch_up(None)

    def _compare(self, sender: str, rung: dict[str, int]) -> None:
        """Catch up on topics of which the sender has rung more than we have heard."""
        missed = {
            topic
            for topic, number in rung.items()
            if group_of(topic) in self._wanted and self._numbers.get((sender, topic), 0) < number
        }
        if missed:
            metrics.LAYER_MISSED.inc()
            self._numbers |= {(sender, topic): rung[topic] for topic in missed}
            self._soon(self._catch_up(missed))

    async def _tell_tallies(self) -> None:
        while True:
            if self.is_down and not self._was_down:
                self._was_down = True
                logger.warning(
                    "Other processes are not heard; browsers are told by the check every few seconds"
                )
            if self.is_down:
                await self._start_over()
            elif HOUSE not in self._joined:
                await self._join(HOUSE)
            self.outbox.post(HOUSE, self.outbox.tally())
            await asyncio.sleep(TALLY_EVERY)

    async def _start_over(self) -> None:
        now = time.monotonic()
        if now - max(self._heard_myself, self._started_over) < START_OVER or self._listening is None:
            return
        self._started_over = now
        self._listening.cancel()
        await self._call("flush")
        self._channel = ""
        self._joined.clear()
        self._listening = asyncio.create_task(self._listen())

    def _soon(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._work.add(task)
        task.add_done_callback(self._work.discard)


def group_of(topic: str) -> str:
    """The layer's name for a topic: its alphabet has no colon."""
    return f"dialog.{topic.replace(':', '.')}"

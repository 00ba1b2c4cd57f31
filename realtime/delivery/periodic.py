"""What a process does over and over: look after rights, tell how far streams have moved, stay in the layer."""

from __future__ import annotations

import asyncio
import logging
import math
import time
from collections.abc import Awaitable, Callable, Iterable, Iterator
from itertools import chain

from community.live import Address
from realtime.delivery.hub import SIGNED_OUT, Hub, Listener
from realtime.delivery.loader import Desk, Facts
from realtime.delivery.order import Order
from realtime.delivery.presence import Presence
from realtime.delivery.relay import Relay

LOOK_EVERY = 0.5


CHECK_EVERY = 5.0


HEADS_EVERY = 25.0


SETTLE_EVERY = 30.0


AT_ONCE = 50  # browsers told in one go, before others get their turn


# Looking after rights is work that messages would wait for, so it is done in portions with a breath between them.
PORTION, PORTIONS = 50, 10  # sessions at least in one, portions at most


BREATH = 0.03  # seconds


logger = logging.getLogger(__name__)


class Rounds:
    def __init__(self, hub: Hub, desk: Desk, relay: Relay, presence: Presence, order: Order) -> None:
        self._hub = hub
        self._desk = desk
        self._relay = relay
        self._presence = presence
        self._order = order
        self._tasks: list[asyncio.Task[None]] = []
        self._reviews: set[asyncio.Task[None]] = set()

    def open(self) -> None:
        self._tasks = [
            asyncio.create_task(_every(LOOK_EVERY, self.look)),
            asyncio.create_task(_every(CHECK_EVERY, self.check)),
            asyncio.create_task(_every(HEADS_EVERY, self.tell_heads)),
            asyncio.create_task(_every(SETTLE_EVERY, self.settle)),
        ]

    def close(self) -> None:
        for task in (*self._tasks, *self._reviews):
            task.cancel()

    async def look(self) -> None:
        """Cut off browsers that do not keep up, and sessions whose time is over; let members go after their minute."""
        now, clock = time.monotonic(), time.time()
        listeners = list(self._hub.listeners)
        for listener in listeners:
            listener.wire.check(now)
        self._presence.sweep(now)
        # The session may have been prolonged since we last saw it.
        await self._check_sessions([one for one in listeners if one.person.expires_at <= clock])

    async def check(self) -> None:
        """The safety net under every pushed revocation: end what nobody has a right to any more."""
        for number, portion in enumerate(_portions(self._hub.listeners)):
            if number:
                await asyncio.sleep(BREATH)
            await self._check_sessions(portion)
            await self._check_rights(portion)
        if self._relay.is_down:
            await self.tell_heads()

    async def review(self, member_pk: int) -> None:
        """The check for one member, now."""
        listeners = list(self._hub.of_member(member_pk))
        await self._check_sessions(listeners)
        await self._check_rights(listeners)

    def review_soon(self, member_pk: int) -> None:
        """Begin a review; where it fails, the check comes a few seconds later."""
        task = asyncio.create_task(_guarded(lambda: self.review(member_pk)))
        self._reviews.add(task)
        task.add_done_callback(self._reviews.discard)

    async def tell_heads(self, topics: set[str] | None = None) -> None:
        """Tell how far streams have moved: to everybody, or about some topics to those who hear them."""
        chosen = [topic for name, topic in self._hub.topics.items() if topics is None or name in topics]
        facts = await self._desk.facts(topic.address for topic in chosen)
        for topic in chosen:
            if topic.address in facts:
                topic.shows_typing = facts[topic.address].shows_typing
                topic.wake(head=facts[topic.address].head)
        concerned = (
            self._hub.listeners
            if topics is None
            else {listener: None for topic in chosen for listener in topic.listeners}
        )
        for number, listener in enumerate(list(concerned), start=1):
            listener.tell({"type": "heads", "heads": _heads(listener, facts)})
            if number % AT_ONCE == 0:
                await asyncio.sleep(0)

    async def settle(self) -> None:
        self._order.forget(set(self._hub.topics))
        await self._relay.settle(self._hub.topics)

    async def _check_sessions(self, listeners: list[Listener]) -> None:
        persons = await self._desk.persons({listener.person.session_key for listener in listeners})
        for listener in listeners:
            person = persons.get(listener.person.session_key)
            if person is None or person.pk != listener.person.pk:
                self._hub.dismiss(listener, SIGNED_OUT)
                if not self._hub.of_member(listener.person.pk):
                    self._presence.forget(listener.person.pk)
                continue
            if listener.person.shows_presence and not person.shows_presence:
                self._presence.forget(person.pk)
            listener.person = person

    async def _check_rights(self, listeners: list[Listener]) -> None:
        pairs = set(self._hub.pairs(listeners))
        for member_pk, address in pairs - await self._desk.allowed(pairs):
            self._hub.withdraw(member_pk, address.topic, "removed")
            self._presence.forget(member_pk, address.topic)
        await self._check_rights_without_office([one for one in listeners if one.person.role_rests])

    async def _check_rights_without_office(self, listeners: list[Listener]) -> None:
        """Other sessions of the same member may hear on: there the role does not rest."""
        pairs = set(self._hub.pairs(listeners))
        lost = pairs - await self._desk.allowed_without_office(pairs)
        for listener in listeners:
            for name, address in list(listener.heard.items()):
                if (listener.person.pk, address) in lost:
                    self._hub.revoke(listener, name, "removed")


def _heads(listener: Listener, facts: dict[Address, Facts]) -> dict[str, int]:
    return {name: facts[address].head for name, address in listener.heard.items() if address in facts}


def _portions(listeners: Iterable[Listener]) -> Iterator[list[Listener]]:
    """All tabs of one session are asked about together: each portion costs something of itself."""
    of_session: dict[str, list[Listener]] = {}
    for listener in listeners:
        of_session.setdefault(listener.person.session_key, []).append(listener)
    groups = list(of_session.values())
    size = max(PORTION, math.ceil(len(groups) / PORTIONS))
    return (list(chain(*groups[start : start + size])) for start in range(0, len(groups), size))


async def _every(seconds: float, work: Callable[[], Awaitable[None]]) -> None:
    """Begin the work so often; where it takes long, half of the time is left to others."""
    pause = seconds
    while True:
        await asyncio.sleep(pause)
        began = time.monotonic()
        await _guarded(work)
        pause = max(seconds / 2, seconds - (time.monotonic() - began))


async def _guarded(work: Callable[[], Awaitable[None]]) -> None:
    try:
        await work()
    except Exception:
        logger.exception("A round was not finished")

"""Who in this process hears what: from a topic to the sockets and the waiting requests that want it.

Lives on one event loop; nothing here waits, and nothing here knows the database or other processes.
"""

from __future__ import annotations

import asyncio
import hashlib
import math
from collections import deque
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field

from community.live import Address
from realtime.delivery import metrics
from realtime.delivery.frames import Frame
from realtime.delivery.wires import Wire

SIGNED_OUT = 4003


@dataclass(frozen=True)
class Person:
    """Whom a session belongs to, as far as a socket needs to know it."""

    pk: int
    name: str
    shows_presence: bool
    session_key: str
    expires_at: float = math.inf  # the session, in seconds since 1970
    role_rests: bool = False  # works in the office, but this session has not passed the second factor

    @property
    def session_digest(self) -> str:
        return digest(self.session_key)


@dataclass(eq=False, slots=True)
class Listener:
    """One connected browser."""

    person: Person
    wire: Wire
    heard: dict[str, Address] = field(default_factory=dict)  # by the name the browser uses
    bad: deque[float] = field(default_factory=lambda: deque(maxlen=10))
    was_here: float = -math.inf  # when it last said that a page is in front
    typed: dict[str, float] = field(default_factory=dict)  # when it last said so, by topic

    def tell(self, event: dict) -> None:
        self.wire.write(Frame.of(event))


@dataclass(eq=False, slots=True)
class Topic:
    """A stream that somebody in this process hears."""

    address: Address
    listeners: dict[Listener, None] = field(default_factory=dict)  # a set that keeps its order
    waiters: dict[asyncio.Future[bool], int | None] = field(
        default_factory=dict
    )  # and the head each one knows
    shows_typing: bool = False

    @property
    def is_idle(self) -> bool:
        return not self.listeners and not self.waiters

    def wake(self, *, head: int | None = None) -> None:
        """Let waiting requests go on: all of them, or those that do not know of `head` yet."""
        for waiter, known in self.waiters.items():
            if not waiter.done() and (head is None or known not in (None, head)):
                waiter.set_result(True)


class Hub:
    def __init__(self) -> None:
        self.listeners: dict[Listener, None] = {}
        self.topics: dict[str, Topic] = {}
        self._of_member: dict[int, set[Listener]] = {}

    def enter(self, listener: Listener) -> None:
        self.listeners[listener] = None
        self._of_member.setdefault(listener.person.pk, set()).add(listener)
        metrics.SOCKETS.set(len(self.listeners))

    def leave(self, listener: Listener) -> None:
        """The connection is gone. May be called twice."""
        for name in list(listener.heard):
            self.unsubscribe(listener, name)
        self.listeners.pop(listener, None)
        mine = self._of_member.get(listener.person.pk, set())
        mine.discard(listener)
        if not mine:
            self._of_member.pop(listener.person.pk, None)
        metrics.SOCKETS.set(len(self.listeners))

    def subscribe(self, listener: Listener, address: Address) -> None:
        """From now on the listener gets what is delivered on the topic. Who has left meanwhile gets nothing."""
        if listener in self.listeners:
            listener.heard[address.name] = address
            self.topic(address).listeners[listener] = None

    def unsubscribe(self, listener: Listener, name: str) -> None:
        address = listener.heard.pop(name, None)
        if address is None:
            return
        listener.typed.pop(address.topic, None)
        topic = self.topics.get(address.topic)
        if topic:
            topic.listeners.pop(listener, None)
            self.tidy(topic)

    def topic(self, address: Address) -> Topic:
        """The topic, which begins with whoever asks first."""
        return self.topics.setdefault(address.topic, Topic(address))

    def tidy(self, topic: Topic) -> None:
        """Forget a topic that nobody hears any more."""
        if topic.is_idle:
            self.topics.pop(topic.address.topic, None)

    def deliver(self, name: str, frame: Frame, *, wakes: bool = True) -> None:
        """Write one frame to everyone who hears the topic, and wake the requests that wait for something durable."""
        topic = self.topics.get(name)
        if topic is None:
            return
        for listener in topic.listeners:
            listener.wire.write(frame)
        metrics.DELIVERED.inc(len(topic.listeners))
        if wakes:
            topic.wake()

    def revoke(self, listener: Listener, name: str, reason: str) -> None:
        """End one subscription and say so."""
        if name in listener.heard:
            self.unsubscribe(listener, name)
            metrics.REVOKED.inc()
            listener.tell({"type": "revoked", "stream": name, "reason": reason})

    def withdraw(self, member_pk: int, topic: str | None, reason: str) -> None:
        """The member hears `topic` no longer; with `None` nothing at all."""
        for listener in list(self.of_member(member_pk)):
            for name, address in list(listener.heard.items()):
                if topic in (None, address.topic):
                    self.revoke(listener, name, reason)

    def hang_up(self, member_pk: int | None, session_digest: str | None) -> set[int]:
        """Close the connections of a member, of a session, or of a member's session; returns whom that left without."""
        chosen = self.listeners if member_pk is None else self.of_member(member_pk)
        dismissed = set()
        for listener in list(chosen):
            if session_digest in (None, listener.person.session_digest):
                self.dismiss(listener, SIGNED_OUT)
                dismissed.add(listener.person.pk)
        return {pk for pk in dismissed if pk not in self._of_member}

    def dismiss(self, listener: Listener, code: int) -> None:
        """Not one byte more, and goodbye."""
        self.leave(listener)
        listener.wire.close(code)

    def of_member(self, member_pk: int) -> Collection[Listener]:
        return self._of_member.get(member_pk, ())

    def audience(self, topic: str | None) -> set[int]:
        """The members who hear the topic."""
        found = self.topics.get(topic or "")
        return {listener.person.pk for listener in found.listeners} if found else set()

    def pairs(self, listeners: Iterable[Listener]) -> Iterator[tuple[int, Address]]:
        """Who of them hears what: member and address, once each."""
        seen = {
            (listener.person.pk, address.topic): address
            for listener in listeners
            for address in listener.heard.values()
        }
        return ((member, address) for (member, _topic), address in seen.items())


def digest(session_key: str) -> str:
    """A session's name for other processes; its key would open it."""
    return hashlib.sha256(session_key.encode()).hexdigest()

"""Connections of browsers, and what one of them may cost: time, memory and descriptors.

A head must come whole within `HEAD_WITHIN`, a body at `BODY_RATE` at least, and what we answer must be taken: an answer
goes out in pieces, the next one when the last has left, and who takes none for `TAKEN_WITHIN` is cut. Where many
connections bring nothing, the oldest of them give way, and nobody who asks properly notices.
"""

from __future__ import annotations

import asyncio
import os
import resource
import socket
import time
from collections import Counter
from collections.abc import Iterator
from enum import Enum
from typing import Any

from daphne.http_protocol import HTTPFactory, WebRequest
from twisted.internet import task
from twisted.internet.error import ConnectionAborted
from twisted.python.failure import Failure
from twisted.web import http

from community.live.visitors import shared_address
from realtime.delivery import metrics

HEAD_WITHIN = 20.0  # seconds a client may take to send its headers, however slowly it drips them
BODY_WITHIN = 20.0  # seconds for any body, and one more for each
BODY_RATE = 4096  # bytes of it that have come
TAKEN_WITHIN = 30.0  # seconds that the browser may take nothing of what is ready
LOOK_EVERY = 1.0  # seconds
# Bytes that the kernel keeps for a browser that does not read; by itself it would keep up to 4 MB.
KERNEL_BUFFER = 256 * 1024
# Unfinished requests of one address. A town hall shares one, but a request takes a blink and not twenty seconds.
PER_ADDRESS = 64
GRACE = (
    2.0  # seconds in which that does not count: all of the town hall may come at once, and we read in turn
)
# Of all descriptors the part that connections may not use up: files, databases and bodies need some, too.
RESERVED = 4  # one in so many
DESCRIPTORS = 65_536  # that a process asks for
REFUSAL = "Das Gesendete ist zu groß. Bitte kürzen Sie den Text oder wählen Sie kleinere Dateien.\n"


class Phase(Enum):
    """What a connection is doing. In the first three it brings us nothing yet."""

    HEAD = "head"
    BODY = "body"
    IDLE = "idle"
    WORK = "work"


class HouseRequest(WebRequest):
    """A request whose body is measured while it arrives."""

    refused = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        # Forms are read by Django. Read here as well they would cost twice, and files would stand in memory.
        super().__init__(*args, **{**kwargs, "parsePOSTFormSubmission": False})

    def gotLength(self, length: int | None) -> None:
        """Called with the announced length (`None` for chunked bodies) before any of the body is read."""
        self.channel.enter(Phase.BODY)
        if length is not None and length > self.server.request_limit:
            self._refuse()
            return
        super().gotLength(length)

    def handleContentChunk(self, data: bytes) -> None:
        if self.refused:
            return
        self.channel.received += len(data)
        if self.content.tell() + len(data) > self.server.request_limit:
            self._refuse()
            return
        super().handleContentChunk(data)

    async def until_taken(self) -> None:
        """Wait until there is room for more of the answer. Raises `ConnectionError` when nobody is there any more."""
        if self.channel is not None:
            await self.channel.until_taken()
        if self.channel is None or self.finished:
            raise ConnectionResetError("The browser is gone")

    def _refuse(self) -> None:
        """Answer 413 at once and hang up: reading on would be the harm."""
        self.refused = True
        body = REFUSAL.encode()
        head = (
            "HTTP/1.1 413 Content Too Large\r\nContent-Type: text/plain; charset=utf-8\r\n"
            f"Content-Length: {len(body)}\r\nConnection: close\r\n\r\n"
        )
        self.channel.transport.write(head.encode("ascii") + body)
        self.channel.loseConnection()


class HouseChannel(http.HTTPChannel):
    """A connection that knows what it is doing, and since when."""

    requestFactory = HouseRequest
    connections: Connections
    phase = Phase.HEAD
    since = 0.0
    received = 0  # bytes of the body
    full_since: float | None = None

    def connectionMade(self) -> None:
        super().connectionMade()
        self._room = asyncio.Event()
        self._room.set()
        self.address = shared_address(getattr(self.transport.getPeer(), "host", ""))
        self.transport.getHandle().setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, KERNEL_BUFFER)
        self.since = time.monotonic()
        self.connections.welcome(self)

    def enter(self, phase: Phase) -> None:
        self.phase, self.since, self.received = phase, time.monotonic(), 0
        self.connections.moved(self)

    def dataReceived(self, data: bytes) -> None:
        if self.phase is Phase.IDLE:
            self.enter(Phase.HEAD)
        super().dataReceived(data)

    def allContentReceived(self) -> None:
        self.enter(Phase.WORK)
        super().allContentReceived()

    def requestDone(self, request: Any) -> None:
        self.enter(Phase.IDLE)
        super().requestDone(request)

    def pauseProducing(self) -> None:
        """The buffer of the transport is full."""
        self._room.clear()
        super().pauseProducing()

    def resumeProducing(self) -> None:
        """The buffer is empty again."""
        self.full_since = None
        self._room.set()
        super().resumeProducing()

    async def until_taken(self) -> None:
        await self._room.wait()

    def connectionLost(self, reason: Any) -> None:
        self.connections.farewell(self)
        self._room.set()
        super().connectionLost(reason)

    def is_late(self, now: float) -> bool:
        """Whether a deadline has passed; called every `LOOK_EVERY` seconds."""
        if not waiting_bytes(self.transport):
            self.full_since = None
        elif self.full_since is None:
            self.full_since = now
        if self.full_since is not None and now - self.full_since > TAKEN_WITHIN:
            return True
        if self.phase is Phase.HEAD:
            return now - self.since > HEAD_WITHIN
        return self.phase is Phase.BODY and now - self.since > BODY_WITHIN + self.received / BODY_RATE

    def cut(self) -> None:
        metrics.CUT.inc()
        self.transport.abortConnection()
        # The descriptor is free at once and not in the next turn of the loop: many may knock in this one.
        self.transport.connectionLost(Failure(ConnectionAborted()))


class Connections:
    """All connections of a process that are not sockets, the oldest first.

    `per_address` is the number of unfinished requests one address may have, 0 for as many as it likes: behind a
    proxy all come from the proxy, which has limits of its own.
    """

    def __init__(self, *, per_address: int = 0, descriptors: int | None = None) -> None:
        self.per_address = per_address
        most = descriptors or resource.getrlimit(resource.RLIMIT_NOFILE)[0]
        self.descriptors = most - most // RESERVED
        self.is_scarce = False
        # Those that bring nothing, in the order in which their phase began; and all others.
        self.unfinished: dict[HouseChannel, None] = {}
        self.idle: dict[HouseChannel, None] = {}
        self.working: dict[HouseChannel, None] = {}
        self.of_address: Counter[str] = Counter()

    def welcome(self, channel: HouseChannel) -> None:
        """Take in a new connection; where that is one too many for us, the oldest that brings nothing goes."""
        self._put(channel)
        # The kernel gives the lowest number that is free. Once it was a high one, one goes for each that comes.
        self.is_scarce |= channel.transport.fileno() >= self.descriptors
        if self.is_scarce:
            next(iter((self.unfinished if len(self.unfinished) > 1 else self.idle) or self.unfinished)).cut()

    def moved(self, channel: HouseChannel) -> None:
        if self._take(channel):
            self._put(channel)

    def farewell(self, channel: HouseChannel) -> None:
        self._take(channel)

    def look(self) -> None:
        """Cut who is late, and the oldest of an address that has too many."""
        now = time.monotonic()
        self.is_scarce = self.is_scarce and len(os.listdir("/proc/self/fd")) >= self.descriptors
        for channel in list(self._all()):
            if channel.transport.protocol is not channel:  # became a socket, which has deadlines of its own
                self.farewell(channel)
            elif channel.is_late(now):
                channel.cut()
        for channel in list(self._surplus(now)):
            channel.cut()

    def _surplus(self, now: float) -> Iterator[HouseChannel]:
        if not self.per_address:
            return
        surplus = {name: count - self.per_address for name, count in self.of_address.items()}
        for channel in self.unfinished:
            if surplus[channel.address] > 0 and now - channel.since > GRACE:
                surplus[channel.address] -= 1
                yield channel

    def has_unsent(self) -> bool:
        """Whether there is something that a browser may still take."""
        return any(waiting_bytes(channel.transport) for channel in self._all())

    def _all(self) -> Iterator[HouseChannel]:
        for place in (self.unfinished, self.idle, self.working):
            yield from place

    def _put(self, channel: HouseChannel) -> None:
        if channel.phase in (Phase.HEAD, Phase.BODY):
            self.unfinished[channel] = None
            self.of_address[channel.address] += 1
        else:
            (self.idle if channel.phase is Phase.IDLE else self.working)[channel] = None

    def _take(self, channel: HouseChannel) -> bool:
        if channel in self.unfinished:
            del self.unfinished[channel]
            self.of_address[channel.address] -= 1
            if not self.of_address[channel.address]:
                del self.of_address[channel.address]
            return True
        for place in (self.idle, self.working):
            if channel in place:
                del place[channel]
                return True
        return False


class HouseFactory(HTTPFactory):
    """Daphne's factory with our connections."""

    protocol = HouseChannel

    def __init__(self, server: Any) -> None:
        super().__init__(server)
        self.connections = Connections(per_address=server.per_address)
        task.LoopingCall(self.connections.look).start(LOOK_EVERY, now=False)

    def buildProtocol(self, addr: Any) -> Any:
        channel = super().buildProtocol(addr)
        channel.requestFactory = HouseRequest
        channel.connections = self.connections
        return channel

    def log(self, request: Any) -> None:
        """Requests are written down once, with what happened in them, by the house's own log."""


def waiting_bytes(transport: Any) -> int:
    """Bytes that the browser has not taken, in the two buffers of Twisted's transport."""
    return len(transport.dataBuffer) - transport.offset + transport._tempDataLen


def allow_many_descriptors() -> None:
    """As many as we need, where the machine allows it: systems hand out few unless asked."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = DESCRIPTORS if hard == resource.RLIM_INFINITY else min(DESCRIPTORS, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))

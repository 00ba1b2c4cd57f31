"""People in a room as the protocol wants them: send by HTTP until acknowledged, hear by socket, catch up by HTTP."""

from __future__ import annotations

import asyncio
import json
import random
import re
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from urllib.parse import urlencode
from uuid import uuid4

from tests.load.rooms.listeners import Listener
from tests.system.realtime.delivery.serving import CSRF

MESSAGE = re.compile(rb'^\{"type":"message".*?"rev":(\d+),"key":"([0-9a-f-]{36})"')
ANSWER_WITHIN = 30.0
COME_BACK_WITHIN = 1.0  # seconds, at random; browsers take five
PATIENCE = 0.3  # seconds for an event that was overtaken by a later one
TEXT = "Wir haben den Bus an zwei Tagen in der Woche, und er ist voll. Wer mag, kommt am **Dienstag** mit."


@dataclass
class Place:
    """The room, and the doors of the house: one port for each process, whether or not it is alive just now."""

    room: int
    ports: Sequence[int]

    @property
    def address(self) -> str:
        return f"/raeume/{self.room}"

    def door(self) -> int:
        return random.choice(self.ports)


@dataclass
class Writer:
    """Says so many things one after the other, each under its key until the house has acknowledged it."""

    place: Place
    cookie: str
    acknowledged: set[str] = field(default_factory=set)
    refused: Counter[int] = field(default_factory=Counter)  # answers that were none, by status
    unanswered: int = 0

    async def write(self, number: int) -> None:
        for _ in range(number):
            key = str(uuid4())
            while not await self._send(key):
                await asyncio.sleep(0.1 + 0.3 * random.random())

    async def _send(self, key: str) -> bool:
        address = f"{self.place.address}/nachrichten/"
        try:
            status, _body = await fetch(self.place.door(), address, self.cookie, {"key": key, "text": TEXT})
        except (OSError, EOFError, TimeoutError):
            self.unanswered += 1
            return False
        if status in (200, 201):
            self.acknowledged.add(key)
            return True
        self.refused[status] += 1
        return False


class Reader:
    """One browser. `applied` is what it shows: number and key of each message, in the order in which they came."""

    def __init__(self, place: Place, cookie: str) -> None:
        self.place = place
        self.cookie = cookie
        self.cursor = 0
        self.applied: list[tuple[int, str]] = []
        self.known = 0  # events that were there already
        self.overtaken = 0  # times that a later event came first
        self.lost = 0  # connections
        self.caught_up: Counter[str] = Counter()  # calls, by what made them necessary
        self._early: dict[int, str] = {}
        self._catching: asyncio.Task[None] | None = None

    async def listen(self) -> None:
        """Keep a socket open until cancelled."""
        while True:
            try:
                line = await Ear.open(self)
                await line.gone
                self.lost += 1
            except (OSError, AssertionError, TimeoutError):
                pass
            await asyncio.sleep(COME_BACK_WITHIN * random.random())

    def hear(self, payload: bytes) -> None:
        found = MESSAGE.match(payload)
        if found:
            return self._event(int(found[1]), found[2].decode())
        message = json.loads(payload)
        head = message.get("head") or message.get("heads", {}).get(f"room:{self.place.room}", 0)
        if head > self.cursor:
            self._repair(message["type"])

    def _event(self, rev: int, key: str) -> None:
        if rev <= self.cursor:
            self.known += 1
        elif rev == self.cursor + 1:
            self._apply(rev, key)
            while key := self._early.pop(self.cursor + 1, ""):
                self._apply(self.cursor + 1, key)
        else:
            self._early[rev] = key
            if len(self._early) == 1:
                self.overtaken += 1
                asyncio.get_running_loop().call_later(PATIENCE, self._look_for_gap)

    def _apply(self, rev: int, key: str) -> None:
        self.cursor = rev
        self.applied.append((rev, key))

    def _look_for_gap(self) -> None:
        if self._early:
            self._repair("gap")

    def _repair(self, reason: str) -> None:
        if self._catching is None or self._catching.done():
            self.caught_up[reason] += 1
            self._catching = asyncio.create_task(self._catch_up())

    async def _catch_up(self) -> None:
        more = True
        while more:
            path = f"{self.place.address}/ereignisse/?after={self.cursor}"
            try:
                status, body = await fetch(self.place.door(), path, self.cookie)
            except (OSError, EOFError, TimeoutError):
                status = 0
            if status != 200:
                await asyncio.sleep(0.2 + 0.5 * random.random())
                continue
            answer = json.loads(body)
            for event in answer["events"]:
                if event["rev"] > self.cursor:
                    self._apply(event["rev"], event["key"])
            self._early = {rev: key for rev, key in self._early.items() if rev > self.cursor}
            more = answer["more"] or bool(self._early)


class Ear(Listener):
    """The reader's socket."""

    def __init__(self, reader: Reader, port: int) -> None:
        super().__init__(_Greeting(port, f"Cookie: {reader.cookie}\r\n"))
        self.reader = reader
        self.gone: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    @classmethod
    async def open(cls, reader: Reader) -> Ear:
        port = reader.place.door()
        loop = asyncio.get_running_loop()
        _transport, line = await loop.create_connection(lambda: cls(reader, port), "127.0.0.1", port)
        await asyncio.wait({line.gone, line.subscribed}, timeout=20, return_when=asyncio.FIRST_COMPLETED)
        if not line.subscribed.done():
            line.transport.abort()
            raise TimeoutError
        return line

    @property
    def stream(self) -> str:
        return f"room:{self.reader.place.room}"

    def connection_lost(self, error: Exception | None) -> None:
        if not self.gone.done():
            self.gone.set_result(None)

    def _message(self, payload: bytes, now: int) -> None:
        self.reader.hear(payload)
        if b'"subscribed"' in payload[:30] and not self.subscribed.done():
            self.subscribed.set_result(None)


@dataclass
class _Greeting:
    port: int
    cookie: str


async def fetch(port: int, path: str, cookie: str, form: dict[str, str] | None = None) -> tuple[int, bytes]:
    """Status and body of one call. Raises `OSError`, `EOFError` or `TimeoutError` where there was no whole answer."""
    async with asyncio.timeout(ANSWER_WITHIN):
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        try:
            writer.write(request(port, path, cookie, form))
            return await take_answer(reader)
        finally:
            writer.close()


def request(
    port: int, path: str, cookie: str, form: dict[str, str] | None = None, *, keep: bool = False
) -> bytes:
    """The bytes of a call; with `keep` the connection is used again."""
    body = urlencode(form).encode() if form else b""
    head = (
        f"{'POST' if form else 'GET'} {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nCookie: {cookie}\r\n"
        f"X-CSRFToken: {CSRF}\r\nAccept: application/json\r\nConnection: {'keep-alive' if keep else 'close'}\r\n"
        f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


async def take_answer(reader: asyncio.StreamReader) -> tuple[int, bytes]:
    """Status and body of the next answer on the line."""
    head = await reader.readuntil(b"\r\n\r\n")
    length = re.search(rb"(?i)content-length: (\d+)", head)
    return int(head[9:12]), await (reader.readexactly(int(length[1])) if length else reader.read())


async def until_whole(readers: Sequence[Reader], head: int, within: float) -> float:
    """Wait until everyone has everything up to `head`; returns how many seconds that took, or `within`."""
    began = time.monotonic()
    while any(reader.cursor < head for reader in readers) and time.monotonic() - began < within:
        await asyncio.sleep(0.05)
    return time.monotonic() - began

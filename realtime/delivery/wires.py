"""The way to one browser, on any ASGI server: a bounded outbox, emptied by a task of its own."""

from __future__ import annotations

import asyncio
import logging
import time
from collections import deque
from collections.abc import Awaitable, Callable
from typing import Any, Protocol

from realtime.delivery import metrics
from realtime.delivery.frames import Frame

WIRE = (
    "house.wire"  # under this name a server that offers a wire of its own puts it into the scope's extensions
)
OUTBOX_LIMIT = 1024 * 1024  # bytes that may wait for one browser
BEHIND_LIMIT = 10.0  # seconds the oldest of them may wait
TOO_SLOW = 1013
GONE = 1006

logger = logging.getLogger(__name__)

Send = Callable[[dict[str, Any]], Awaitable[None]]


class Wire(Protocol):
    """What the hub needs of a connection. Nothing here waits; after `close` nothing is written any more."""

    def write(self, frame: Frame) -> None: ...
    def close(self, code: int) -> None: ...
    def check(self, now: float) -> None:
        """Close the connection if its browser is too far behind."""


class PlainWire:
    """Any ASGI server's `send`. The server holds `send` back while the browser does not read."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self._outbox: deque[tuple[float, Frame]] = deque()
        self._waiting = 0
        self._code: int | None = None
        self._emptying: asyncio.Task[None] | None = None

    def write(self, frame: Frame) -> None:
        if self._code is not None:
            return
        self._outbox.append((time.monotonic(), frame))
        self._waiting += len(frame.payload)
        if self._waiting > OUTBOX_LIMIT:
            self._cut()
        else:
            self._wake()

    def close(self, code: int) -> None:
        if self._code is None:
            self._code = code
            self._wake()

    def check(self, now: float) -> None:
        if self._code is None and self._outbox and now - self._outbox[0][0] > BEHIND_LIMIT:
            self._cut()

    def _cut(self) -> None:
        metrics.CUT.inc()
        self._outbox.clear()
        self.close(TOO_SLOW)

    def _wake(self) -> None:
        if self._emptying is None or self._emptying.done():
            self._emptying = asyncio.create_task(self._empty())

    async def _empty(self) -> None:
        try:
            while self._outbox:
                _since, frame = self._outbox.popleft()
                await self._send({"type": "websocket.send", "text": frame.text})
                self._waiting -= len(frame.payload)
            if self._code is not None:
                await self._send({"type": "websocket.close", "code": self._code})
        except Exception:
            logger.debug("The connection was gone before everything was sent", exc_info=True)
            self._code = self._code or GONE
            self._outbox.clear()

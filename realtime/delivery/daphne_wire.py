"""All that we know about the inside of Daphne and autobahn; a test fails when an upgrade moves it.

A frame costs its system call and little else when it goes straight to the socket of a connection whose buffer is
empty; through Daphne's `send` it costs four times that.
"""

from __future__ import annotations

import socket
import time
from typing import Any

from daphne.ws_protocol import WebSocketFactory, WebSocketProtocol
from twisted.internet import tcp

from realtime.delivery import metrics
from realtime.delivery.frames import Frame
from realtime.delivery.wires import BEHIND_LIMIT, OUTBOX_LIMIT, TOO_SLOW, WIRE

# Frames from one browser: so many at once, so many a second; each KiB counts as one more.
BURST = 240.0
PER_SECOND = 20.0
TOO_MANY = 4008

# Without a limit the kernel keeps up to 4 MB for a browser that does not read, before we even notice.
KERNEL_BUFFER = 128 * 1024
OPEN = WebSocketProtocol.STATE_OPEN
# Close with a code instead of dropping the line, and give the browser a moment to answer.
OPTIONS = {"failByDrop": False, "closeHandshakeTimeout": 5, "tcpNoDelay": True}
AFTER_GOODBYE = 2 * 1024 * 1024  # bytes that we still listen to for the answer
HANDSHAKE_WITHIN = 15
HANDSHAKE_REMAINS = ("http_headers", "http_request_data", "http_response_data", "clean_headers")


class HouseSocket(WebSocketProtocol):
    """A connection that is told no more than it can be asked: floods end here, before they fill the queue."""

    _allowance = BURST
    _counted_at = 0.0
    _after_goodbye = 0

    def onOpen(self) -> None:
        super().onOpen()
        # What the handshake left behind is most of a sleeping connection's memory.
        for name in HANDSHAKE_REMAINS:
            self.__dict__.pop(name, None)

    def dataReceived(self, data: bytes) -> None:
        if self.state == self.STATE_CLOSING:
            self._after_goodbye += len(data)
            if self._after_goodbye > AFTER_GOODBYE:
                self.dropConnection(abort=True)
                return
        super().dataReceived(data)

    def onMessage(self, payload: bytes, isBinary: bool) -> None:
        if self.state != self.STATE_OPEN:
            return
        now = time.monotonic()
        self._allowance = min(BURST, self._allowance + (now - self._counted_at) * PER_SECOND)
        self._counted_at = now
        self._allowance -= 1 + len(payload) / 1024
        if self._allowance >= 0:
            super().onMessage(payload, isBinary)
            return
        metrics.BAD.inc()
        self.close_with(TOO_MANY)

    def close_with(self, code: int) -> None:
        """Close with a code that Daphne's own way would not let through; what still comes in is thrown away."""
        if self.state == self.STATE_OPEN:
            self.sendCloseFrame(code=code)


class HouseSockets(WebSocketFactory):
    """Daphne's factory with our connections."""

    protocol = HouseSocket

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.setProtocolOptions(**OPTIONS)


def wire_into(scope: dict[str, Any], protocol: Any) -> None:
    """Give the consumer of this connection the direct way to its browser."""
    if isinstance(protocol, HouseSocket) and isinstance(protocol.transport, tcp.Connection):
        protocol.transport.socket.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, KERNEL_BUFFER)
        scope.setdefault("extensions", {})[WIRE] = DirectWire(protocol)


class DirectWire:
    """Writes to the socket itself while it takes everything, else into the transport's buffer."""

    __slots__ = ("_mark", "_marked_at", "_protocol", "_queued", "_send", "_transport")

    def __init__(self, protocol: HouseSocket) -> None:
        self._protocol = protocol
        self._transport = protocol.transport
        self._send = protocol.transport.socket.send
        self._queued = 0  # bytes ever put into the buffer
        self._mark = 0  # up to here they were written at `_marked_at`, and the last of these has not left yet
        self._marked_at: float | None = None

    def write(self, frame: Frame) -> None:
        protocol, transport = self._protocol, self._transport
        if protocol.state != OPEN or transport.disconnecting:
            return
        data = frame.wire
        if transport.dataBuffer or transport._tempDataBuffer:
            self._queue(data)
            return
        try:
            sent = self._send(data)
        except BlockingIOError:
            sent = 0
        except OSError:
            return  # the reactor notices by itself
        if sent < len(data):
            self._queue(data[sent:])

    def close(self, code: int) -> None:
        self._protocol.close_with(code)

    def check(self, now: float) -> None:
        if self._protocol.state != OPEN:
            return
        waiting = self._waiting()
        if not waiting:
            self._marked_at = None
        elif self._marked_at is None or self._queued - waiting >= self._mark:
            self._mark, self._marked_at = self._queued, now
        elif now - self._marked_at > BEHIND_LIMIT:
            self._cut()

    def _queue(self, data: bytes) -> None:
        now = time.monotonic()
        self.check(now)
        self._queued += len(data)
        self._transport.write(data)
        if self._marked_at is None:
            self._mark, self._marked_at = self._queued, now
        if self._waiting() > OUTBOX_LIMIT:
            self._cut()

    def _waiting(self) -> int:
        """Bytes in the transport's two buffers."""
        transport = self._transport
        return len(transport.dataBuffer) - transport.offset + transport._tempDataLen

    def _cut(self) -> None:
        metrics.CUT.inc()
        self.close(TOO_SLOW)

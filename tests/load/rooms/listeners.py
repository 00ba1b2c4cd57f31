"""Many browsers in one process, as cheap as they can be: they count, and note how late each message came."""

from __future__ import annotations

import asyncio
import json
import socket
import time
from typing import Any

HANDSHAKE = (
    "GET /ws/ HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nOrigin: http://127.0.0.1:{port}\r\n{cookie}"
    "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
    "Sec-WebSocket-Version: 13\r\n\r\n"
)
AT_ONCE = 50
ESTABLISHED = 1
PING, PONG, NO_MASK = 0x89, 0x8A, b"\0\0\0\0"


class Listeners:
    """`arrivals` holds one delay in seconds for each message that any of them got."""

    def __init__(self, port: int, cookie: str) -> None:
        self.port = port
        self.cookie = f"Cookie: {cookie}\r\n" if cookie else ""
        self.arrivals: list[float] = []
        self.all: list[Listener] = []

    async def come(self, number: int, *, reading: bool = True) -> None:
        """So many more connect and subscribe; who does not read has a small buffer, so that it shows soon."""
        room = asyncio.Semaphore(AT_ONCE)

        async def one() -> None:
            async with room:
                listener = Listener(self)
                line = socket.socket()
                if not reading:
                    line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
                line.setblocking(False)
                loop = asyncio.get_running_loop()
                await loop.sock_connect(line, ("127.0.0.1", self.port))
                await loop.create_connection(lambda: listener, sock=line)
                await asyncio.wait_for(listener.subscribed, 60)
                if not reading:
                    listener.transport.pause_reading()
                self.all.append(listener)

        await asyncio.gather(*[one() for _ in range(number)])

    def leave(self) -> None:
        for listener in self.all:
            listener.transport.abort()


class Listener(asyncio.Protocol):
    transport: asyncio.Transport
    stream = "stage:1"

    def __init__(self, group: Any) -> None:
        """`group` has the port, and the header line with the cookie; what is heard is noted in its `arrivals`."""
        self.group = group
        self.subscribed: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._data = b""
        self._open = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        transport.write(HANDSHAKE.format(port=self.group.port, cookie=self.group.cookie).encode())

    @property
    def is_cut(self) -> bool:
        """Whether the server has hung up, also on one who does not read: the connection knows."""
        line = self.transport.get_extra_info("socket")
        return line is None or line.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, 1)[0] != ESTABLISHED

    def data_received(self, data: bytes) -> None:
        now = time.monotonic_ns()
        self._data = self._data + data if self._data else data
        if not self._open:
            head, end, self._data = self._data.partition(b"\r\n\r\n")
            if not end:
                self._data = head
                return
            assert head.startswith(b"HTTP/1.1 101 "), head
            self._open = True
            words = b'{"type":"subscribe","stream":"%s"}' % self.stream.encode()
            self.transport.write(bytes([0x81, 0x80 | len(words)]) + NO_MASK + words)
        self._frames(now)

    def _frames(self, now: int) -> None:
        data, at = self._data, 0
        while len(data) - at >= 2:
            length, header = data[at + 1], 2
            if length == 126:
                length, header = int.from_bytes(data[at + 2 : at + 4], "big"), 4
            elif length == 127:
                length, header = int.from_bytes(data[at + 2 : at + 10], "big"), 10
            end = at + header + length
            if len(data) < end:
                break
            if data[at] == PING:
                pong = data[at + header : end]
                self.transport.write(bytes([PONG, 0x80 | len(pong)]) + NO_MASK + pong)
            else:
                self._message(data[at + header : end], now)
            at = end
        self._data = data[at:]

    def _message(self, payload: bytes, now: int) -> None:
        if payload.startswith((b'{"t":', b'{"t": ')):
            self.group.arrivals.append((now - int(payload[5:].partition(b",")[0])) / 1e9)
        elif b'"subscribed"' in payload and not self.subscribed.done():
            self.subscribed.set_result(None)
        elif payload.startswith(b'{"type":"error"'):
            raise AssertionError(json.loads(payload))

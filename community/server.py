"""The server: Daphne with promises of its own.

A request body over the limit is refused before it is read. A stopping server says so, sends its sockets to others and
lets running requests finish. Frames to browsers go the short way (`realtime.delivery.daphne_wire`).
Behind a proxy the proxy does the first as well; in the single-process mode this is the only guard.
"""

from __future__ import annotations

import asyncio
import gc
import socket
import sys
import time
from collections.abc import Callable
from typing import Any

import daphne.server
from daphne.http_protocol import HTTPFactory, WebRequest
from daphne.server import Server
from twisted.internet import defer, reactor
from twisted.web import http

from realtime.delivery.daphne_wire import HANDSHAKE_WITHIN, HouseSockets, wire_into

FINISH_WITHIN = 8.0  # seconds that running requests get when the server stops
HEADERS_WITHIN = 20.0  # seconds a client may take to send its headers, however slowly it drips them
FRAME_LIMIT = 64 * 1024  # bytes that a browser may send in one message
BACKLOG = 1024
COLLECT_AFTER = 20_000  # new objects
SWITCH_WITHIN = 0.001  # seconds
REFUSAL = "Das Gesendete ist zu groß. Bitte kürzen Sie den Text oder wählen Sie kleinere Dateien.\n"


class HouseServer(Server):
    """Daphne's server with a limit for request bodies (bytes) and an orderly end.

    `on_stop` is called on the server's loop when it begins to stop, before anything is closed.
    """

    def __init__(
        self,
        application: Callable[..., Any],
        *,
        request_limit: int,
        on_stop: Callable[[], None] = lambda: None,
        **options: Any,
    ) -> None:
        self.request_limit = request_limit
        self.on_stop = on_stop
        super().__init__(
            application,
            websocket_max_message_size=FRAME_LIMIT,
            websocket_max_frame_size=FRAME_LIMIT,
            websocket_handshake_timeout=HANDSHAKE_WITHIN,
            **options,
        )

    def run(self) -> None:
        _settle_interpreter()
        # Daphne names its factories in the module and offers no other way in.
        daphne.server.HTTPFactory = HouseFactory
        daphne.server.WebSocketFactory = HouseSockets
        super().run()

    def create_application(self, protocol: Any, scope: dict[str, Any]) -> Any:
        if scope["type"] == "websocket":
            wire_into(scope, protocol)
        return super().create_application(protocol, scope)

    def kill_all_applications(self) -> defer.Deferred[None]:
        """Stop taking connections, give running requests `FINISH_WITHIN` seconds, then cancel what is left."""
        for listener in self.listeners:
            listener.addCallback(lambda port: port.stopListening())
        self.on_stop()
        return defer.Deferred.fromFuture(asyncio.ensure_future(self._finish()))

    async def _finish(self) -> None:
        until = time.monotonic() + FINISH_WITHIN
        while (running := self._running()) and time.monotonic() < until:
            await asyncio.wait(running, timeout=0.1)
        for application in running:
            application.cancel()

    def _running(self) -> list[asyncio.Future[Any]]:
        found = [details.get("application_instance") for details in self.connections.values()]
        return [application for application in found if application is not None and not application.done()]


def _settle_interpreter() -> None:
    """What is loaded by now stays: the collector need not look through it again, which holds everybody up for 0.1 s.

    And who waits for the interpreter gets it within a millisecond, not five: the loop, which serves all sockets,
    shares it with the threads that work on requests.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(COLLECT_AFTER, 20, 20)
    sys.setswitchinterval(SWITCH_WITHIN)


class HouseRequest(WebRequest):
    """A request whose body is measured while it arrives."""

    refused = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        # Forms are read by Django. Read here as well they would cost twice, and files would stand in memory.
        super().__init__(*args, **{**kwargs, "parsePOSTFormSubmission": False})

    def gotLength(self, length: int | None) -> None:
        """Called with the announced length (`None` for chunked bodies) before any of the body is read."""
        self.channel.headers_arrived()
        if length is not None and length > self.server.request_limit:
            self._refuse()
            return
        super().gotLength(length)

    def handleContentChunk(self, data: bytes) -> None:
        if self.refused:
            return
        if self.content.tell() + len(data) > self.server.request_limit:
            self._refuse()
            return
        super().handleContentChunk(data)

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
    """A connection that must send its headers in time."""

    requestFactory = HouseRequest
    _deadline: Any = None

    def connectionMade(self) -> None:
        super().connectionMade()
        self._deadline = reactor.callLater(HEADERS_WITHIN, self.forceAbortClient)

    def headers_arrived(self) -> None:
        if self._deadline is not None and self._deadline.active():
            self._deadline.cancel()

    def connectionLost(self, reason: Any) -> None:
        self.headers_arrived()
        super().connectionLost(reason)


class HouseFactory(HTTPFactory):
    protocol = HouseChannel

    def buildProtocol(self, addr: Any) -> Any:
        channel = super().buildProtocol(addr)
        channel.requestFactory = HouseRequest
        return channel

    def log(self, request: Any) -> None:
        """Requests are written down once, with what happened in them, by the house's own log."""


def shared_port(host: str, port: int) -> str:
    """An endpoint on a port that other processes listen on too; the kernel spreads connections over them."""
    listening = socket.socket()
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    listening.bind((host, port))
    listening.listen(BACKLOG)
    listening.setblocking(False)
    return f"fd:fileno={listening.detach()}"

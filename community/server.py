"""The server: Daphne with promises of its own.

A request body over the limit is refused before it is read, an answer is handed out no faster than it is taken
(`community.connections`). A stopping server says so, sends its sockets to others and lets running requests finish.
Frames to browsers go the short way (`realtime.delivery.daphne_wire`).
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
from daphne.server import Server
from twisted.internet import defer

from community.connections import HouseFactory, HouseRequest, allow_many_descriptors
from realtime.delivery.daphne_wire import HANDSHAKE_WITHIN, HouseSockets, wire_into

FINISH_WITHIN = 8.0  # seconds that running requests get when the server stops
FRAME_LIMIT = 64 * 1024  # bytes that a browser may send in one message
BACKLOG = 1024
COLLECT_AFTER = 20_000  # new objects
SWITCH_WITHIN = 0.001  # seconds


class HouseServer(Server):
    """Daphne's server with a limit for request bodies (bytes) and an orderly end.

    `per_address` limits the unfinished requests of one address (`community.connections.Connections`). `on_stop` is
    called on the server's loop when it begins to stop, before anything is closed.
    """

    def __init__(
        self,
        application: Callable[..., Any],
        *,
        request_limit: int,
        per_address: int = 0,
        on_stop: Callable[[], None] = lambda: None,
        **options: Any,
    ) -> None:
        self.request_limit = request_limit
        self.per_address = per_address
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
        allow_many_descriptors()
        # Daphne names its factories in the module and offers no other way in.
        daphne.server.HTTPFactory = HouseFactory
        daphne.server.WebSocketFactory = HouseSockets
        super().run()

    def create_application(self, protocol: Any, scope: dict[str, Any]) -> Any:
        if scope["type"] == "websocket":
            wire_into(scope, protocol)
        return super().create_application(protocol, scope)

    async def handle_reply(self, protocol: Any, message: dict[str, Any]) -> None:
        """As in Daphne, which would take an answer of any size at once; here `send` waits for slow browsers."""
        await super().handle_reply(protocol, message)
        if message.get("more_body") and isinstance(protocol, HouseRequest):
            await protocol.until_taken()

    def kill_all_applications(self) -> defer.Deferred[None]:
        """Stop taking connections, give running requests `FINISH_WITHIN` seconds, then cancel what is left."""
        for listener in self.listeners:
            listener.addCallback(lambda port: port.stopListening())
        self.on_stop()
        return defer.Deferred.fromFuture(asyncio.ensure_future(self._finish()))

    async def _finish(self) -> None:
        until = time.monotonic() + FINISH_WITHIN
        while ((running := self._running()) or self._has_unsent()) and time.monotonic() < until:
            await asyncio.sleep(0.02)
        for application in running:
            application.cancel()

    def _has_unsent(self) -> bool:
        """Whether the last piece of an answer is still here though its application is done."""
        return bool(self.http_factory.connections.has_unsent())

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


def shared_port(host: str, port: int) -> str:
    """An endpoint on a port that other processes listen on too; the kernel spreads connections over them."""
    listening = socket.socket()
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    listening.bind((host, port))
    listening.listen(BACKLOG)
    listening.setblocking(False)
    return f"fd:fileno={listening.detach()}"

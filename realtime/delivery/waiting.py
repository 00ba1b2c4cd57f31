"""Requests that wait for something to happen: the way of browsers that get no socket.

A view answers at once and says with `community.live.hold` that its answer is not worth sending before a stream rings.
The answer is then kept back outside of Django, where waiting costs neither a thread nor a connection to the database,
and when the stream rings the view is simply asked again. On a server without our entry the answer goes out at once.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from asgiref.sync import sync_to_async
from django.db import close_old_connections

from community.live import Address, address_of, hold
from community.live.long_poll import ASKED_AGAIN, HEADER
from realtime.delivery import metrics
from realtime.delivery.seats import HOUSE, Waiter
from realtime.delivery.switchboard import Switchboard, open_switchboard

LONGEST = 30.0  # seconds; many proxies give up after 60

Scope = dict[str, Any]
Message = dict[str, Any]
App = Callable[
    [Scope, Callable[[], Awaitable[Message]], Callable[[Message], Awaitable[None]]], Awaitable[None]
]

__all__ = ["Holding", "hold", "wait_for"]

logger = logging.getLogger(__name__)


async def wait_for(stream: str, seconds: float, *, head: int | None = None) -> bool:
    """True as soon as `stream` rings, or when it has already moved beyond `head`; False when the time is over or too
    many are waiting. For asynchronous code outside of views; views use `hold`.
    """
    await sync_to_async(close_old_connections)()
    return await _wait(open_switchboard(), Wish(stream, seconds, head))


@dataclass(frozen=True)
class Wish:
    """What is waited for, for how long, what is known already, beside how many others of the stream, and by whom."""

    stream: str
    seconds: float
    head: int | None = None
    at_most: int = 0  # as many as there are seats
    waiter: Waiter = HOUSE

    @classmethod
    def read(cls, header: str) -> Wish:
        """What `community.live.hold` wrote."""
        stream, head, seconds, at_most, who = header.split()
        kind, _colon, key = who.partition(":")
        return cls(stream, float(seconds), int(head), int(at_most), Waiter(kind == "member", key))


class Holding:
    """ASGI application around Django's: keeps back what a view asked to be held."""

    def __init__(self, app: App) -> None:
        self._app = app

    async def __call__(
        self,
        scope: Scope,
        receive: Callable[[], Awaitable[Message]],
        send: Callable[[Message], Awaitable[None]],
    ) -> None:
        answer = Answer(send)
        await self._app(scope, receive, answer.take)
        if answer.wish is None:
            return
        gone = asyncio.create_task(_until_gone(receive))
        try:
            if await answer.until_worth_sending(gone):
                await self._app({**scope, ASKED_AGAIN: True}, _nothing_more(gone), send)
            elif not gone.done():
                await answer.release()
        finally:
            gone.cancel()


class Answer:
    """What the application sends; held back when its head says so."""

    def __init__(self, send: Callable[[Message], Awaitable[None]]) -> None:
        self._send = send
        self._kept: list[Message] = []
        self.wish: Wish | None = None

    async def take(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = list(message.get("headers", ()))
            wishes = [value for name, value in headers if name.lower() == HEADER.lower().encode()]
            if wishes:
                self.wish = Wish.read(wishes[0].decode())
                kept = [pair for pair in headers if pair[0].lower() != HEADER.lower().encode()]
                message = {**message, "headers": kept}
        if self.wish is None:
            await self._send(message)
        else:
            self._kept.append(message)

    async def until_worth_sending(self, gone: asyncio.Task[None]) -> bool:
        """True when the stream has moved; False when time is over, or the browser is gone."""
        assert self.wish is not None
        waiting = asyncio.create_task(_wait(open_switchboard(), self.wish))
        await asyncio.wait({waiting, gone}, return_when=asyncio.FIRST_COMPLETED)
        if not waiting.done():
            waiting.cancel()
            return False
        return waiting.result() and not gone.done()

    async def release(self) -> None:
        for message in self._kept:
            with suppress(ConnectionError):  # gone in this very moment
                await self._send(message)


async def _wait(board: Switchboard, wish: Wish) -> bool:
    address = address_of(wish.stream)
    hub, loop = board.hub, asyncio.get_running_loop()
    topic = hub.topic(address)
    is_full = bool(wish.at_most) and len(topic.waiters) >= wish.at_most
    if board.is_closing or is_full or not board.seats.take(wish.waiter):
        hub.tidy(topic)
        return False
    waiter: asyncio.Future[bool] = loop.create_future()
    topic.waiters[waiter] = wish.head
    metrics.WAITERS.inc()
    try:
        await board.relay.join(wish.stream)
        if wish.head is not None and await _has_moved(board, address, wish.head):
            return True
        return await asyncio.wait_for(waiter, min(wish.seconds, LONGEST))
    except TimeoutError:
        return False
    finally:
        metrics.WAITERS.dec()
        board.seats.give_back(wish.waiter)
        topic.waiters.pop(waiter, None)
        hub.tidy(topic)


async def _has_moved(board: Switchboard, address: Address, head: int) -> bool:
    """Whether something happened between the view's look and our waiting for it."""
    try:
        facts = (await board.desk.facts({address})).get(address)
    except Exception:
        logger.exception("The head of %s could not be read", address.topic)
        return False
    return facts is not None and facts.head != head


async def _until_gone(receive: Callable[[], Awaitable[Message]]) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


def _nothing_more(gone: asyncio.Task[None]) -> Callable[[], Awaitable[Message]]:
    """`receive` for the second asking: an empty body, then nothing until the browser is gone."""
    given = False

    async def receive() -> Message:
        nonlocal given
        if not given:
            given = True
            return {"type": "http.request", "body": b"", "more_body": False}
        await asyncio.shield(gone)
        return {"type": "http.disconnect"}

    return receive

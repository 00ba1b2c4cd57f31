"""`/ws/`: one socket of one browser, from the handshake to the end, as `docs/protocol.md` says."""

from __future__ import annotations

import asyncio
import logging
import re
import time
from collections.abc import Awaitable, Callable
from typing import Any

from django.conf import settings
from django.http.cookie import parse_cookie
from django.utils.translation import gettext as _

from community import live
from community.live import UnknownStream, find
from realtime.delivery import metrics, nettest
from realtime.delivery.frames import BadFrame, decode
from realtime.delivery.hub import Listener, Person
from realtime.delivery.switchboard import GOING_DOWN, Switchboard, open_switchboard
from realtime.delivery.wires import TOO_SLOW, WIRE, PlainWire, Send, Wire

PROTOCOL = 1
TOO_MANY_BAD = 4008
BAD_AT_MOST = 10
BAD_WITHIN = 60.0
STREAMS_AT_MOST = 500
TYPED_EVERY = 2.0
HERE_AGAIN = 10.0  # seconds in which saying it again changes nothing
SESSION_KEY = re.compile(r"[0-9a-z]{8,40}")

Scope = dict[str, Any]
Receive = Callable[[], Awaitable[dict[str, Any]]]

logger = logging.getLogger(__name__)


async def serve_socket(scope: Scope, receive: Receive, send: Send) -> None:
    """One WebSocket connection, as ASGI has it."""
    await receive()  # websocket.connect
    board = open_switchboard()
    refusal = _refusal(scope)
    if refusal:
        return await _refuse(send, refusal)
    if board.is_closing:
        return await _turn_away(scope, receive, send, GOING_DOWN)
    if scope["path"] == nettest.PATH:
        if not await nettest.serve_net_test(receive, send):
            await _refuse(send, "busy")
        return
    endings = board.endings
    try:
        person = await _person(scope, board)
    except Exception:
        logger.exception("A socket could not be opened")
        return await _turn_away(scope, receive, send, TOO_SLOW)
    if person is None:
        return await _refuse(send, "signed out")
    if 0 < settings.SOCKETS_OF_ONE_MEMBER <= len(board.hub.of_member(person.pk)):
        return await _refuse(send, "too many")
    await send({"type": "websocket.accept"})
    await Connection(board, Listener(person, _wire(scope, send)), receive).run(endings)


class Connection:
    """What one browser may say, and what happens then."""

    def __init__(self, board: Switchboard, listener: Listener, receive: Receive) -> None:
        self._board = board
        self._listener = listener
        self._receive = receive
        self._verbs: dict[str, Callable[[dict[str, Any]], Awaitable[None]]] = {
            "subscribe": self._subscribe,
            "unsubscribe": self._unsubscribe,
            "typing": self._typing,
            "here": self._here,
        }

    async def run(self, endings: int) -> None:
        """Listen until the browser is gone. `endings` is how many the board had seen when the person was looked up."""
        self._board.enter(self._listener)
        try:
            if self._board.endings != endings:
                self._board.rounds.review_soon(self._listener.person.pk)
            self._listener.tell({"type": "hello", "protocol": PROTOCOL, "member": self._listener.person.pk})
            while (message := await self._receive())["type"] == "websocket.receive":
                await self._hear(message.get("text"))
        finally:
            self._board.hub.leave(self._listener)

    async def _hear(self, text: str | None) -> None:
        try:
            message = decode(text)
            verb = self._verbs.get(message["type"])
            if verb is None:
                metrics.UNKNOWN.labels("browser").inc()
            else:
                await verb(message)
        except BadFrame:
            self._count_bad()

    async def _subscribe(self, message: dict[str, Any]) -> None:
        name, listener, hub = _name(message), self._listener, self._board.hub
        try:
            address = find(name, listener.person.pk)
        except UnknownStream:
            return self._error("not_found", name)
        if len(listener.heard) >= STREAMS_AT_MOST and name not in listener.heard:
            return self._error("bad_request", name)
        pair, endings = (listener.person.pk, address), self._board.endings
        try:
            desk = self._board.desk
            may = desk.allowed_without_office if listener.person.role_rests else desk.allowed
            if pair not in await may({pair}):
                return self._error("not_found", name)
            # In this order: whatever is committed from here on is pushed, what was before is in the head.
            is_new = address.topic not in hub.topics
            hub.subscribe(listener, address)
            await self._board.relay.join(address.topic)
            facts = (await self._board.desk.facts({address})).get(address)
            if self._board.endings != endings:
                await self._board.rounds.review(listener.person.pk)
        except Exception:
            logger.exception("A subscription failed")
            hub.unsubscribe(listener, name)
            return self._error("unavailable", name)
        if facts is None or name not in listener.heard:
            return hub.unsubscribe(listener, name)
        hub.topic(address).shows_typing = facts.shows_typing
        listener.tell({"type": "subscribed", "stream": name, "head": facts.head})
        if address.stream.presence:
            self._tell_presence(name, address.topic, is_new=is_new)

    async def _unsubscribe(self, message: dict[str, Any]) -> None:
        self._board.hub.unsubscribe(self._listener, _name(message))

    async def _typing(self, message: dict[str, Any]) -> None:
        address = self._listener.heard.get(_name(message))
        if address is None or not self._board.hub.topic(address).shows_typing:
            return
        now = time.monotonic()
        if now - self._listener.typed.get(address.topic, -TYPED_EVERY) < TYPED_EVERY:
            return
        self._listener.typed[address.topic] = now
        person = self._listener.person
        event = {"type": "typing", "stream": address.name, "member": person.pk, "name": person.name}
        self._board.pass_on(address.topic, event)

    async def _here(self, message: dict[str, Any]) -> None:
        names = message.get("streams")
        if not isinstance(names, list) or len(names) > STREAMS_AT_MOST:
            raise BadFrame("streams")
        if not all(isinstance(name, str) for name in names):
            raise BadFrame("streams")
        person = self._listener.person
        await self._note_here()
        for name in names:
            address = self._listener.heard.get(name)
            if address and address.stream.presence and person.shows_presence:
                self._board.presence.note(address.topic, person.pk, time.monotonic())

    async def _note_here(self) -> None:
        """A page is in front: the member need not be told elsewhere. This is shown to nobody."""
        now = time.monotonic()
        if now - self._listener.was_here < HERE_AGAIN:
            return
        self._listener.was_here = now
        await asyncio.to_thread(live.note_here, self._listener.person.pk)

    def _tell_presence(self, name: str, topic: str, *, is_new: bool) -> None:
        here = self._board.presence.here(topic)
        if here:
            self._listener.tell({"type": "presence", "stream": name, "here": here})
        if is_new:
            self._board.ask_who_is_there(topic)

    def _error(self, code: str, name: str) -> None:
        self._listener.tell({"type": "error", "code": code, "detail": _words(code), "stream": name})

    def _count_bad(self) -> None:
        metrics.BAD.inc()
        bad, now = self._listener.bad, time.monotonic()
        bad.append(now)
        if len(bad) == BAD_AT_MOST and now - bad[0] < BAD_WITHIN:
            self._board.hub.dismiss(self._listener, TOO_MANY_BAD)
        else:
            self._listener.tell({"type": "error", "code": "bad_request", "detail": _words("bad_request")})


def _refusal(scope: Scope) -> str:
    """Why this handshake is not even looked at, or an empty string."""
    if scope["path"] not in ("/ws/", nettest.PATH):
        return "path"
    origins = [value for name, value in scope["headers"] if name == b"origin"]
    if len(origins) != 1 or origins[0].decode("latin-1") not in settings.ALLOWED_ORIGINS:
        return "origin"
    return ""


async def _refuse(send: Send, reason: str) -> None:
    metrics.REFUSED.labels(reason).inc()
    await send({"type": "websocket.close"})


async def _turn_away(scope: Scope, receive: Receive, send: Send, code: int) -> None:
    """Come in, and goodbye: a refused handshake would look to the browser as if sockets were forbidden on its way."""
    metrics.REFUSED.labels(str(code)).inc()
    await send({"type": "websocket.accept"})
    _wire(scope, send).close(code)
    while (await receive())["type"] != "websocket.disconnect":
        pass


def _wire(scope: Scope, send: Send) -> Wire:
    """The server's own way to the browser, where it offers one."""
    return scope.get("extensions", {}).get(WIRE) or PlainWire(send)


async def _person(scope: Scope, board: Switchboard) -> Person | None:
    """Who is behind the session cookie: an admitted member, or nobody."""
    for name, value in scope["headers"]:
        if name == b"cookie":
            key = parse_cookie(value.decode("latin-1")).get(settings.SESSION_COOKIE_NAME, "")
            if SESSION_KEY.fullmatch(key):
                return (await board.desk.persons({key})).get(key)
    return None


def _name(message: dict[str, Any]) -> str:
    name = message.get("stream")
    if not isinstance(name, str) or len(name) > 80:
        raise BadFrame("stream")
    return name


def _words(code: str) -> str:
    return {
        "bad_request": _("Diese Nachricht hat der Server nicht verstanden."),
        "not_found": _("Das gibt es nicht, oder es ist nicht für Sie bestimmt."),
        "unavailable": _("Das geht gerade nicht. Wir versuchen es gleich noch einmal."),
    }[code]

"""The transport of one process: what content rings goes to our own browsers at once, to other processes by the layer.

`ring`, `withdraw`, `review` and `hang_up` are registered with `community.live` and may be called from any thread. In a
process that serves, the work is done on the server's loop; in a command or a worker on a small loop of its own.
"""

from __future__ import annotations

import asyncio
import atexit
import threading
import time
from collections.abc import Callable
from typing import Any

from channels.layers import InMemoryChannelLayer, get_channel_layer

from community.live import parse
from realtime.delivery import metrics
from realtime.delivery.frames import Frame, encode
from realtime.delivery.hub import Hub, Listener, digest
from realtime.delivery.loader import Desk
from realtime.delivery.order import Order
from realtime.delivery.periodic import Rounds
from realtime.delivery.presence import Presence
from realtime.delivery.relay import HOUSE, Message, Outbox, Relay, group_of
from realtime.delivery.seats import Seats

GOING_DOWN = 1012
LAST_WORDS_WITHIN = 3.0


class Switchboard:
    """Hub, relay, presence and rounds on the loop of a server."""

    def __init__(self) -> None:
        self.loop = asyncio.get_running_loop()
        self.is_closing = False
        self.endings = 0  # of rights; who was being let in meanwhile is looked at again
        self.hub = Hub()
        self.seats = Seats()
        self.order = Order(self.hub.deliver)
        self.desk = Desk()
        self.relay = Relay(hear=self._hear, catch_up=self._catch_up)
        self.presence = Presence(show=self._show_presence, tell=self._tell_presence)
        self.rounds = Rounds(self.hub, self.desk, self.relay, self.presence, self.order)
        self.relay.open()
        self.rounds.open()

    def ring(self, topic: str, payload: bytes, rev: int | None) -> None:
        self.order.take(topic, rev, Frame.around(payload))
        self.relay.outbox.ring(topic, payload, rev)

    def withdraw(self, member_pk: int | None, topic: str | None, reason: str) -> None:
        self._carry_out_withdrawal(member_pk, topic, reason)
        self.relay.outbox.post(
            HOUSE, {"do": "withdraw", "member": member_pk, "topic": topic, "reason": reason}
        )

    def hang_up(self, member_pk: int | None, session_digest: str | None) -> None:
        self._carry_out_hanging_up(member_pk, session_digest)
        self.relay.outbox.post(HOUSE, {"do": "hang_up", "member": member_pk, "session": session_digest})

    def review(self, member_pk: int) -> None:
        self._carry_out_review(member_pk)
        self.relay.outbox.post(HOUSE, {"do": "review", "member": member_pk})

    def pass_on(self, topic: str, event: dict[str, Any]) -> None:
        """To everyone on the topic, here and elsewhere, and never missed when it gets lost: typing."""
        payload = encode(event)
        self.hub.deliver(topic, Frame.around(payload), wakes=False)
        self.relay.outbox.post(group_of(topic), {"do": "pass", "topic": topic, "payload": payload})

    def enter(self, listener: Listener) -> None:
        """A browser has come; whoever was still being looked up when we began to close goes with the others."""
        self.hub.enter(listener)
        if self.is_closing:
            self.hub.dismiss(listener, GOING_DOWN)

    def close(self) -> None:
        """Send everyone home with the code that means: come back, to somebody else."""
        self.is_closing = True
        for listener in list(self.hub.listeners):
            self.hub.dismiss(listener, GOING_DOWN)
        for topic in self.hub.topics.values():
            topic.wake()
        self.rounds.close()
        self.relay.close()

    def _hear(self, message: Message) -> None:
        """What another process told. Types of a later version are counted and ignored."""
        match message.get("do"):
            case "ring":
                self.order.take(message["topic"], message.get("rev"), Frame.around(message["payload"]))
            case "pass":
                self.hub.deliver(message["topic"], Frame.around(message["payload"]), wakes=False)
            case "withdraw":
                self._carry_out_withdrawal(message["member"], message["topic"], message["reason"])
            case "hang_up":
                self._carry_out_hanging_up(message["member"], message["session"])
            case "review":
                self._carry_out_review(message["member"])
            case "here":
                self.presence.hear(message["topic"], message["from"], message["members"], time.monotonic())
            case "who":
                self._answer_who(message["topic"], message.get("channel", ""))
            case _:
                metrics.UNKNOWN.labels("layer").inc()

    def _carry_out_withdrawal(self, member_pk: int | None, topic: str | None, reason: str) -> None:
        self.endings += 1
        for pk in self.hub.audience(topic) if member_pk is None else [member_pk]:
            self.hub.withdraw(pk, topic, reason)
            self.presence.forget(pk, topic)

    def _carry_out_review(self, member_pk: int) -> None:
        self.endings += 1
        self.rounds.review_soon(member_pk)

    def _carry_out_hanging_up(self, member_pk: int | None, session_digest: str | None) -> None:
        self.endings += 1
        for gone in self.hub.hang_up(member_pk, session_digest):
            self.presence.forget(gone)

    async def _catch_up(self, topics: set[str] | None) -> None:
        if topics is None:
            self._exchange_presence()
        await self.rounds.tell_heads(topics)

    def ask_who_is_there(self, topic: str) -> None:
        """The other processes tell what they know of a topic with presence.

        They tell it to our own channel: joining the topic's group may still be on its way, the layer does not say.
        """
        message = {"do": "who", "topic": topic, "channel": self.relay.channel}
        self.relay.outbox.post(group_of(topic), message)

    def _answer_who(self, topic: str, channel: str) -> None:
        told = self.presence.told(topic)
        if told and channel:
            self.relay.outbox.answer(channel, {"do": "here", "topic": topic, "members": told})
        elif told:
            self._tell_presence(topic, told)

    def _exchange_presence(self) -> None:
        """What was said while this process was out of reach was heard by nobody, and nobody's words were heard."""
        self.presence.tell_all()
        for name, topic in self.hub.topics.items():
            if topic.address.stream.presence:
                self.ask_who_is_there(name)

    def _show_presence(self, name: str, members: list[int]) -> None:
        topic = self.hub.topics.get(name)
        if topic:
            event = {"type": "presence", "stream": topic.address.name, "here": members}
            self.hub.deliver(name, Frame.of(event), wakes=False)

    def _tell_presence(self, topic: str, members: list[int]) -> None:
        self.relay.outbox.post(group_of(topic), {"do": "here", "topic": topic, "members": members})


class Messenger:
    """A loop in a thread, for processes that serve nobody: commands and workers ring through it."""

    def __init__(self) -> None:
        self.loop = asyncio.new_event_loop()
        threading.Thread(target=self.loop.run_forever, name="delivery-messenger", daemon=True).start()
        self._outbox = Outbox()
        atexit.register(self.finish)

    def ring(self, topic: str, payload: bytes, rev: int | None) -> None:
        self._outbox.ring(topic, payload, rev)

    def review(self, member_pk: int) -> None:
        self._outbox.post(HOUSE, {"do": "review", "member": member_pk})

    def withdraw(self, member_pk: int | None, topic: str | None, reason: str) -> None:
        self._outbox.post(HOUSE, {"do": "withdraw", "member": member_pk, "topic": topic, "reason": reason})

    def hang_up(self, member_pk: int | None, session_digest: str | None) -> None:
        self._outbox.post(HOUSE, {"do": "hang_up", "member": member_pk, "session": session_digest})

    def finish(self) -> None:
        """Give what was said last a moment to be sent."""
        future = asyncio.run_coroutine_threadsafe(self._last_words(), self.loop)
        try:
            future.result(LAST_WORDS_WITHIN)
        except TimeoutError:
            future.cancel()

    async def _last_words(self) -> None:
        self._outbox.post(HOUSE, self._outbox.tally())
        await self._outbox.drained()


_board: Switchboard | None = None
_messenger: Messenger | None = None
_lock = threading.Lock()


def open_switchboard() -> Switchboard:
    """The switchboard of the running loop; made when it is first asked for."""
    global _board
    if _board is None or _board.loop.is_closed():
        _board = Switchboard()
    return _board


def close_switchboard() -> None:
    """The server is going down; call it on the loop. Without a switchboard nothing happens."""
    if _board is not None:
        _board.close()


def ring(topic: str, event: dict[str, Any]) -> None:
    """Transport for `community.live.publish`. Raises `UnknownStream` for a topic that no app has declared."""
    parse(topic)
    payload, rev = encode(event), event.get("rev")
    metrics.RUNG.inc()
    _on_loop(lambda worker: worker.ring(topic, payload, rev))


def review(member_pk: int) -> None:
    """Transport for `community.live.review`."""
    _on_loop(lambda worker: worker.review(member_pk))


def withdraw(member_pk: int | None, *, stream: str | None, reason: str) -> None:
    """Transport for `community.live.withdraw`."""
    _on_loop(lambda worker: worker.withdraw(member_pk, stream, reason))


def hang_up(member_pk: int | None, *, session_key: str | None, reason: str) -> None:
    """Transport for `community.live.hang_up`."""
    session = digest(session_key) if session_key else None
    if member_pk is None and session is None:
        raise ValueError("Whose connections?")
    _on_loop(lambda worker: worker.hang_up(member_pk, session))


def _on_loop(act: Callable[[Any], None]) -> None:
    worker = _worker()
    if worker is not None:
        worker.loop.call_soon_threadsafe(act, worker)


def _worker() -> Switchboard | Messenger | None:
    """Who does the work in this process; `None` where nobody could hear it."""
    global _messenger
    if _board is not None and not _board.loop.is_closed():
        return _board
    if isinstance(get_channel_layer(), InMemoryChannelLayer):
        return None
    with _lock:
        if _messenger is None:
            _messenger = Messenger()
    return _messenger

"""A right that ends while somebody is being let in: between the question and the answer nothing slips through."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import pytest

from community.kinds import registry as kinds
from community.live import Stream
from community.live import registry as streams
from realtime.delivery.consumer import Connection
from realtime.delivery.hub import Listener, Person
from realtime.delivery.loader import Facts
from tests.unit.realtime.delivery.test_periodic import FakeDesk, FakeRelay, FakeWire, House


class InterruptedDesk(FakeDesk):
    """Something happens just after a question was answered, before whoever asked goes on."""

    def __init__(self) -> None:
        super().__init__()
        self.meanwhile: dict[str, Callable[[], None]] = {}

    async def allowed(self, pairs):
        return self._then("allowed", await super().allowed(pairs))

    async def facts(self, addresses):
        return self._then("facts", await super().facts(addresses))

    def _then(self, question, answer):
        self.meanwhile.pop(question, lambda: None)()
        return answer


class JoiningRelay(FakeRelay):
    async def join(self, topic: str) -> bool:
        return True


class Board(House):
    """As much of a switchboard as a connection needs."""

    def __init__(self) -> None:
        super().__init__()
        self.desk = self.rounds._desk = InterruptedDesk()
        self.relay = JoiningRelay()
        self.endings = 0

    def enter(self, listener: Listener) -> None:
        self.hub.enter(listener)

    def end_right(self, pk: int, topic: str) -> None:
        self.desk.rights.discard((pk, topic))
        self.endings += 1
        self.hub.withdraw(pk, topic, "removed")


class RoomStream(Stream):
    slug = "room"


@pytest.fixture
def board(monkeypatch) -> Board:
    monkeypatch.setattr(kinds, "_kinds", {})
    monkeypatch.setattr(streams, "_streams", {"room": RoomStream()})
    board = Board()
    board.desk.heads["room:1"] = Facts(head=5, shows_typing=False)
    return board


def arrive(board: Board) -> Listener:
    """Anna, who may hear the room, has come and hears nothing yet."""
    person = Person(1, "Anna Weber", True, "session-1")
    board.desk.people[person.session_key] = person
    board.desk.rights.add((1, "room:1"))
    listener = Listener(person, FakeWire())
    board.hub.enter(listener)
    return listener


@pytest.mark.parametrize("moment", ["allowed", "facts"])
async def test_a_right_that_ends_while_one_subscribes(board, moment):
    listener = arrive(board)
    board.desk.meanwhile[moment] = lambda: board.end_right(1, "room:1")
    await Connection(board, listener, receive=None)._subscribe({"stream": "room:1"})
    assert listener.heard == {}
    assert {message["type"] for message in listener.wire.heard} <= {"revoked"}


async def test_without_an_ending_nothing_is_asked_twice(board):
    listener = arrive(board)
    await Connection(board, listener, receive=None)._subscribe({"stream": "room:1"})
    assert [message["type"] for message in listener.wire.heard] == ["subscribed"]
    assert board.desk.asked == 2


async def test_an_ending_that_concerns_others_changes_nothing(board):
    listener = arrive(board)
    board.desk.meanwhile["allowed"] = lambda: board.end_right(9, "room:1")
    await Connection(board, listener, receive=None)._subscribe({"stream": "room:1"})
    assert [message["type"] for message in listener.wire.heard] == ["subscribed"]


async def test_a_session_that_ends_while_one_is_looked_up(board):
    listener = arrive(board)
    board.hub.leave(listener)
    looked_up_at = board.endings
    del board.desk.people["session-1"]
    board.endings += 1

    async def receive():
        await asyncio.sleep(0.01)
        return {"type": "websocket.disconnect"}

    await Connection(board, listener, receive).run(looked_up_at)
    assert listener.wire.code == 4003

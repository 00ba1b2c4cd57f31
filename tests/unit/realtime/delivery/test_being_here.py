"""A page in front says so over its socket, and that is enough for nobody to ring the member's phone."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from community import live
from realtime.delivery import consumer
from realtime.delivery.consumer import Connection
from realtime.delivery.hub import Listener, Person


def connection_of(member: int) -> Connection:
    """Of somebody who does not want to be seen: nothing is told to others."""
    board: Any = SimpleNamespace(presence=None)
    wire: Any = None
    listener = Listener(Person(member, "Anna Weber", False, "k" * 32), wire)
    receive: Any = None
    return Connection(board, listener, receive)


async def test_who_does_not_show_it_is_here_all_the_same() -> None:
    assert live.who_is_here([7, 8]) == set()
    await connection_of(7)._here({"type": "here", "streams": ["me"]})
    assert live.who_is_here([7, 8]) == {7}


async def test_saying_it_over_and_over_costs_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    noted: list[int] = []
    monkeypatch.setattr(live, "note_here", noted.append)
    now = [1000.0]
    monkeypatch.setattr(consumer.time, "monotonic", lambda: now[0])
    connection = connection_of(7)
    for second in (0, 1, 5, 25, 50):
        now[0] = 1000.0 + second
        await connection._here({"type": "here", "streams": []})
    assert noted == [7, 7, 7]

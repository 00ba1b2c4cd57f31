"""Who may wait, and beside how many others: counted, for strangers and for members."""

from __future__ import annotations

import asyncio
from types import SimpleNamespace

import pytest

from realtime.delivery import seats, waiting
from realtime.delivery.hub import Hub
from realtime.delivery.seats import HOUSE, Seats, Waiter


def visitor(number: int) -> Waiter:
    return Waiter(False, f"192.0.2.{number}")


def test_one_address_does_not_take_all_seats() -> None:
    there = Seats()
    assert sum(there.take(visitor(1)) for _ in range(510)) == seats.OF_ONE_ADDRESS
    assert there.take(visitor(2))


def test_visitors_of_many_addresses_leave_the_share_of_members() -> None:
    there = Seats()
    got = sum(there.take(visitor(number)) for number in range(200) for _ in range(50))
    assert got == seats.VISITORS_AT_MOST
    members = sum(there.take(Waiter(True, str(number))) for number in range(600))
    assert members == seats.AT_MOST - seats.VISITORS_AT_MOST


def test_one_member_has_so_many_and_code_of_ours_what_there_is() -> None:
    there = Seats()
    assert sum(there.take(Waiter(True, "7")) for _ in range(100)) == seats.OF_ONE_MEMBER
    assert sum(there.take(HOUSE) for _ in range(600)) == seats.AT_MOST - seats.OF_ONE_MEMBER


def test_what_is_given_back_is_there_again_and_nothing_is_left_behind() -> None:
    there = Seats()
    for _ in range(3):
        taken = [visitor(number % 4) for number in range(600) if there.take(visitor(number % 4))]
        assert len(taken) == seats.VISITORS_AT_MOST
        for waiter in taken:
            there.give_back(waiter)
    assert (there.taken, there.by_visitors, dict(there.of)) == (0, 0, {})


class Relay:
    async def join(self, _stream: str) -> None: ...


def test_510_requests_of_one_visitor_leave_room_for_a_member(monkeypatch: pytest.MonkeyPatch) -> None:
    """As they come through the door: each answer is kept back until there is no seat, the rest go out at once."""
    board = SimpleNamespace(hub=Hub(), relay=Relay(), seats=Seats(), is_closing=False)
    monkeypatch.setattr(waiting, "open_switchboard", lambda: board)
    sent: list[str] = []

    async def run() -> tuple[int, int]:
        async def ask(who: str) -> None:
            async def view(_scope, _receive, send):
                hold = f"netztest 0 20.0 0 {who}".encode()
                await send({"type": "http.response.start", "headers": [(waiting.HEADER.encode(), hold)]})
                await send({"type": "http.response.body", "body": b""})

            async def send(message):
                if message["type"] == "http.response.body":
                    sent.append(who)

            async def receive():
                await asyncio.sleep(60)

            await waiting.Holding(view)({}, receive, send)

        monkeypatch.setattr(waiting, "_has_moved", still)
        tasks = [asyncio.create_task(ask("visitor:192.0.2.1")) for _ in range(510)]
        tasks.append(asyncio.create_task(ask("member:7")))
        for _ in range(20):
            await asyncio.sleep(0)
        held = board.seats.taken, board.seats.by_visitors
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        return held

    assert asyncio.run(run()) == (seats.OF_ONE_ADDRESS + 1, seats.OF_ONE_ADDRESS)
    assert sent == ["visitor:192.0.2.1"] * (510 - seats.OF_ONE_ADDRESS)
    assert board.seats.taken == 0


async def still(*_args: object) -> bool:
    return False

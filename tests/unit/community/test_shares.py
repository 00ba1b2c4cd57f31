"""A crowd of one does not keep others waiting: what counts as one asker, and that shares are passed on in order."""

from __future__ import annotations

import asyncio
import threading
from functools import partial
from typing import Any

import pytest

from community.lanes import Lanes
from community.shares import OF_A_BROWSER, OF_AN_ADDRESS, Shares, askers

HALL, SCHOOL = "203.0.113.7", "198.51.100.1"


def scope(address: str = HALL, *, session: str = "", forwarded: str = "") -> dict[str, Any]:
    headers = [(b"cookie", f"theme=dark; sessionid={session}; a=b".encode())] if session else []
    headers += [(b"x-forwarded-for", forwarded.encode())] if forwarded else []
    return {"method": "GET", "path": "/", "client": [address, 1], "headers": headers}


def test_a_browser_is_known_by_its_session_and_an_address_is_shared() -> None:
    anna, bruno = askers(scope(session="a")), askers(scope(session="b"))
    assert anna[0] == bruno[0] == HALL and anna[1] != bruno[1]
    assert askers(scope(SCHOOL, session="a"))[1] != anna[1]
    assert askers(scope()) == askers(scope())
    assert askers(scope("2001:db8:1:2::7")) == askers(scope("2001:db8:1:2::8"))


def test_only_a_trusted_proxy_says_who_asks(settings: Any) -> None:
    assert askers(scope(forwarded=SCHOOL))[0] == HALL
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    assert askers(scope("127.0.0.1", forwarded=f"192.0.2.9, {SCHOOL}"))[0] == SCHOOL


@pytest.mark.parametrize("address", ["127.0.0.1", "::1", "", "/run/socket"])
def test_who_may_be_many_is_nobody(address: str) -> None:
    assert askers(scope(address)) == ("", "")
    assert askers({"method": "GET", "path": "/"}) == ("", "")


async def test_others_do_not_wait_behind_a_crowd_of_one() -> None:
    lanes, done = Lanes(), threading.Event()
    crowd = [
        asyncio.ensure_future(lanes.run(scope(session="crowd"), partial(done.wait, 30))) for _ in range(40)
    ]
    await asyncio.sleep(0)
    beside = await asyncio.wait_for(lanes.run(scope(session="anna"), lambda: "page"), 10)
    elsewhere = await asyncio.wait_for(lanes.run(scope(SCHOOL), lambda: "page"), 10)
    assert (beside, elsewhere) == ("page", "page") and not any(one.done() for one in crowd)
    done.set()
    assert await asyncio.gather(*crowd) == [True] * 40


async def test_made_up_cookies_have_the_share_of_their_address() -> None:
    lanes, done, begun = Lanes(), threading.Event(), []

    def work() -> bool:
        begun.append(1)
        return done.wait(30)

    crowd = [asyncio.ensure_future(lanes.run(scope(session=str(at)), work)) for at in range(30)]
    assert await asyncio.wait_for(lanes.run(scope(SCHOOL), lambda: "page"), 10) == "page"
    assert len(begun) <= OF_AN_ADDRESS
    done.set()
    await asyncio.gather(*crowd)
    assert len(begun) == 30


async def test_shares_are_passed_on_in_order_and_given_back() -> None:
    shares, order = Shares(OF_A_BROWSER), []

    async def ask(at: int) -> None:
        async with shares.one_of("anna"):
            order.append(at)
            await asyncio.sleep(0)

    await asyncio.gather(*(ask(at) for at in range(20)))
    assert order == list(range(20))
    assert shares._taken == {} and shares._waiting == {}


@pytest.mark.parametrize("at_its_turn", [False, True])
async def test_who_goes_away_while_waiting_takes_no_share_along(at_its_turn: bool) -> None:
    shares, held = Shares(1), asyncio.Event()

    async def hold() -> None:
        async with shares.one_of("anna"):
            await held.wait()

    async def ask() -> str:
        async with shares.one_of("anna"):
            return "page"

    holder = asyncio.ensure_future(hold())
    await asyncio.sleep(0)
    gone, next_one = asyncio.ensure_future(ask()), asyncio.ensure_future(ask())
    await asyncio.sleep(0)
    if at_its_turn:
        held.set()
        await asyncio.sleep(0)  # the holder passes it on; who gets it has not run yet
    gone.cancel()
    held.set()
    assert await asyncio.wait_for(next_one, 5) == "page"
    await asyncio.gather(holder, gone, return_exceptions=True)
    assert shares._taken == {}

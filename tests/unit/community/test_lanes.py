"""Which requests wait beside the pages: every one that brings a password, and nothing that only looks."""

from __future__ import annotations

import asyncio
import threading
from functools import partial
from typing import Any

import pytest
from django.urls import reverse

from community.lanes import PASSWORD_THREADS, Lanes, takes_a_password
from community.people.accounts.hashers import TRY_AGAIN

BRING_ONE = [
    reverse(name)
    for name in (
        "account_login",
        "account_signup",
        "account_change_password",
        "account_set_password",
        "account_reauthenticate",
        "account_reset_password",
    )
] + [
    reverse("account_reset_password_from_key", kwargs={"uidb36": "a", "key": "b"}),
    reverse("accept_invitation", args=["token"]),
]


@pytest.mark.parametrize("address", BRING_ONE)
def test_who_brings_a_password_waits_beside_the_pages(address: str) -> None:
    assert takes_a_password({"method": "POST", "path": address})
    assert takes_a_password({"method": "POST", "path": f"/unter{address}", "root_path": "/unter"})
    assert not takes_a_password({"method": "GET", "path": address})


def test_writing_does_not() -> None:
    assert not takes_a_password({"method": "POST", "path": "/themen/1/antworten/"})


def scope(method: str, path: str) -> dict[str, Any]:
    return {"method": method, "path": path}


async def test_pages_go_on_while_passwords_wait() -> None:
    lanes, done = Lanes(), threading.Event()
    signing_in = [
        asyncio.ensure_future(lanes.run(scope("POST", "/konto/login/"), partial(done.wait, 30)))
        for _ in range(PASSWORD_THREADS * 3)
    ]
    await asyncio.sleep(0)
    page = await asyncio.wait_for(lanes.run(scope("GET", "/"), threading.current_thread), 10)
    assert page.name.startswith("web")
    assert not any(one.done() for one in signing_in)
    done.set()
    assert await asyncio.gather(*signing_in) == [True] * len(signing_in)
    assert lanes.waiting == 0


async def test_who_finds_the_lane_full_hears_so_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("community.lanes.WAITING_AT_MOST", 2)
    lanes, done = Lanes(), threading.Event()
    signing_in = [
        asyncio.ensure_future(lanes.run(scope("POST", "/konto/login/"), partial(done.wait, 30)))
        for _ in range(2)
    ]
    await asyncio.sleep(0)
    refused = await asyncio.wait_for(lanes.run(scope("POST", "/konto/login/"), partial(done.wait, 30)), 10)
    assert (refused.status_code, refused.headers["Retry-After"]) == (503, str(TRY_AGAIN))
    done.set()
    await asyncio.gather(*signing_in)
    assert await lanes.run(scope("POST", "/konto/login/"), lambda: "in") == "in"

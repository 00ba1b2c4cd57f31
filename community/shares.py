"""How many requests of one asker are worked on at once, so that a crowd of one does not keep others waiting.

All threads share one interpreter: a page among thirty requests of somebody else takes thirty times as long. A browser
is an asker, known by its session cookie, and an address is one, which a whole town hall may share; what is too much of
either waits in order and takes no thread. A cookie is believed unread: whoever makes cookies up has the share of the
address.
"""

from __future__ import annotations

import asyncio
import ipaddress
import re
from collections import deque
from collections.abc import AsyncIterator, Hashable
from contextlib import asynccontextmanager
from functools import cache
from typing import Any

from django.conf import settings

from community.live.visitors import shared_address, vouched_address

OF_A_BROWSER = 3  # at once; the pieces of one page
OF_AN_ADDRESS = 16


class Shares:
    """Belongs to one event loop."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._taken: dict[Hashable, int] = {}
        self._waiting: dict[Hashable, deque[asyncio.Future[None]]] = {}

    @asynccontextmanager
    async def one_of(self, asker: Hashable) -> AsyncIterator[None]:
        """A share of this asker, for as long as the block lasts; waits for it where all are taken."""
        if self._taken.get(asker, 0) < self._most:
            self._taken[asker] = self._taken.get(asker, 0) + 1
        else:
            await self._wait(asker)
        try:
            yield
        finally:
            self._pass_on(asker)

    async def _wait(self, asker: Hashable) -> None:
        turn = asyncio.get_running_loop().create_future()
        self._waiting.setdefault(asker, deque()).append(turn)
        try:
            await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled():
                self._pass_on(asker)  # it was ours already
            raise

    def _pass_on(self, asker: Hashable) -> None:
        """To whoever waits longest; the share is nobody's where nobody does."""
        waiting = self._waiting.get(asker, deque())
        while waiting:
            turn = waiting.popleft()
            if not turn.done():
                turn.set_result(None)
                return
        self._waiting.pop(asker, None)
        self._taken[asker] -= 1
        if not self._taken[asker]:
            del self._taken[asker]


def askers(scope: dict[str, Any]) -> tuple[str, str]:
    """Address and browser of a request; empty where many may be behind one, as behind a proxy that is not trusted."""
    headers: dict[bytes, list[str]] = {b"x-forwarded-for": [], b"cookie": []}
    for name, value in scope.get("headers", ()):
        if name in headers:
            headers[name].append(value.decode("latin-1"))
    vouched = vouched_address(",".join(headers[b"x-forwarded-for"]))
    host = vouched if shared_address(vouched) else (scope.get("client") or ("",))[0]
    address = shared_address(host)
    if not address or ipaddress.ip_address(host).is_loopback:
        return "", ""
    return address, f"{address} {_session_in(headers[b'cookie'])}"


def _session_in(cookies: list[str]) -> str:
    found = _session_cookie(settings.SESSION_COOKIE_NAME).search("; ".join(cookies))
    return found[1] if found else ""


@cache
def _session_cookie(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?:^|;\s*){re.escape(name)}=([^;\s]+)")

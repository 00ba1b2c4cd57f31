"""The threads that requests are worked on in. What hashes passwords has a few of its own: pages never wait for it.

The hasher itself lets few through at a time (`community.people.accounts.hashers`); here they wait for that without
taking the threads of others. Of what one asker wants only a share is worked on at once (`community.shares`).
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from django.conf import settings
from django.http import HttpResponse

from community.people.accounts.hashers import AT_ONCE, TRY_AGAIN
from community.shares import OF_A_BROWSER, OF_AN_ADDRESS, Shares, askers

# Signing in and up, passwords, proving oneself again; accepting an invitation.
PASSWORDS = ("/konto/", "/einladung/")
PASSWORD_THREADS = AT_ONCE + 1
WAITING_AT_MOST = 200  # some seconds of work
BUSY = "Gerade melden sich sehr viele zugleich an. Bitte versuchen Sie es in einigen Sekunden noch einmal.\n"


class Lanes:
    def __init__(self) -> None:
        self._pages = ThreadPoolExecutor(settings.WEB_THREADS, thread_name_prefix="web")
        self._passwords = ThreadPoolExecutor(PASSWORD_THREADS, thread_name_prefix="password")
        self._of_browsers, self._of_addresses = Shares(OF_A_BROWSER), Shares(OF_AN_ADDRESS)
        self.waiting = 0

    async def run(self, scope: dict[str, Any], work: Callable[[], Any]) -> Any:
        """What `work` returns, done in a thread of the lane that this request belongs to; 503 where that is full."""
        if not takes_a_password(scope):
            return await self._in_turn(scope, work)
        if self.waiting >= WAITING_AT_MOST:
            return HttpResponse(
                BUSY,
                status=503,
                content_type="text/plain; charset=utf-8",
                headers={"Retry-After": str(TRY_AGAIN), "Cache-Control": "no-store"},
            )
        self.waiting += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._passwords, work)
        finally:
            self.waiting -= 1

    async def _in_turn(self, scope: dict[str, Any], work: Callable[[], Any]) -> Any:
        loop = asyncio.get_running_loop()
        address, browser = askers(scope)
        if not address:
            return await loop.run_in_executor(self._pages, work)
        async with self._of_browsers.one_of(browser), self._of_addresses.one_of(address):
            return await loop.run_in_executor(self._pages, work)


def takes_a_password(scope: dict[str, Any]) -> bool:
    path: str = scope["path"].removeprefix(scope.get("root_path", ""))
    return scope["method"] == "POST" and path.startswith(PASSWORDS)

"""Playwright with the machine's own Chromium; a browser is never downloaded."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.signals import request_finished, request_started
from django.http import HttpResponse
from playwright.sync_api import expect

from tests.db.community.push.service import KEY
from tests.parts import PARTS

# A closed network: nothing that a browser does unasked, only what the tests make it do.
QUIET = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
)

# How long something may take to show on a busy machine; what is there at once is not waited for.
expect.set_options(timeout=20_000)

SILENT_FOR = 0.25  # seconds without a request after the pages are closed
HEARD_OUT_WITHIN = 15.0


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    # Chromium's sandbox refuses to start for root, as in most containers.
    sandbox = ("--no-sandbox",) if os.geteuid() == 0 else ()
    return {**browser_type_launch_args, "executable_path": PARTS["chromium"], "args": [*QUIET, *sandbox]}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    return {**browser_context_args, "locale": "de-DE", "timezone_id": "Europe/Berlin"}


@pytest.fixture(autouse=True)
def _push_with_a_key(settings: Any, _no_push: None) -> None:
    """Pages show what they show where push is on; no service is asked."""
    settings.PUSH_KEY = KEY


@pytest.fixture(autouse=True)
def _last_words(request: pytest.FixtureRequest, _django_db_helper: None) -> Iterator[None]:
    """What a page says while it is closed (a draft, a mark) is heard out before the tables are emptied."""
    if "live_server" not in request.fixturenames:
        yield
        return
    running, spoke_at = [0], [time.monotonic()]

    def count(by: int) -> None:
        running[0] += by
        spoke_at[0] = time.monotonic()

    def started(**_kwargs: Any) -> None:
        count(1)

    def finished(**_kwargs: Any) -> None:
        count(-1)

    request_started.connect(started)
    request_finished.connect(finished)
    yield
    closed = time.monotonic()
    while time.monotonic() < closed + HEARD_OUT_WITHIN:
        if running[0] <= 0 and time.monotonic() - max(closed, spoke_at[0]) > SILENT_FOR:
            break
        time.sleep(0.02)
    request_started.disconnect(started)
    request_finished.disconnect(finished)


@pytest.fixture(scope="session", autouse=True)
def _orm_beside_playwright() -> Iterator[None]:
    """Playwright keeps an event loop in this thread, which Django would take for asynchronous code."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        yield


@pytest.fixture(scope="session", autouse=True)
def _files_of_ours_are_looked_for_once() -> Iterator[None]:
    """A page asks for 70 of our own scripts and style sheets, and every test begins with a browser that has none."""
    serve = StaticFilesHandler.serve
    found: dict[str, tuple[bytes, dict[str, str]]] = {}

    def collected(handler: Any, request: Any) -> HttpResponse:
        if request.path not in found:
            answer = serve(handler, request)
            lasting = {"Cache-Control": "max-age=3600, immutable"}
            found[request.path] = answer.getvalue(), {**answer.headers, **lasting}
        content, headers = found[request.path]
        return HttpResponse(content, headers=headers)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(StaticFilesHandler, "serve", collected)
        yield

"""Django behind an ASGI server: a request is one visit to one thread.

Every view and every middleware of the house is synchronous. Django's own handler crosses between the loop and threads
of its making at least six times for such a request: signals, middleware, the look-up of the view, the view, the end.
Here it crosses once, to a thread that stays. That is half of what a short request costs, and no waiting for turns.

What is sent afterwards takes no thread and little memory, however slowly it is read: a long answer lies on the disk and
goes out in pieces, each when the server's `send` lets the next one come.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from contextvars import copy_context
from functools import partial
from typing import IO, Any

from django.core import signals
from django.core.exceptions import RequestAborted
from django.core.handlers.asgi import ASGIHandler, get_script_prefix
from django.core.handlers.base import BaseHandler
from django.http import HttpResponse, StreamingHttpResponse
from django.urls import set_script_prefix

from community.lanes import Lanes
from community.scratch import IN_MEMORY, Full, Scratch

Receive = Callable[[], Awaitable[Mapping[str, Any]]]
Send = Callable[[Mapping[str, Any]], Awaitable[None]]

DISK_THREADS = 4
FULL = "Gerade holen sehr viele zugleich große Dateien ab. Bitte versuchen Sie es in einigen Minuten noch einmal.\n"


class HouseHandler(ASGIHandler):
    """ASGI application for HTTP. Up to `WEB_THREADS` requests are worked on at once, the others wait for a turn.

    A browser that goes away while its request is worked on changes nothing: what was begun is finished.
    """

    def __init__(self) -> None:
        BaseHandler.__init__(self)
        self.load_middleware(is_async=False)
        self._lanes = Lanes()
        self._scratch = Scratch()
        self._disk = ThreadPoolExecutor(DISK_THREADS, thread_name_prefix="disk")

    async def __call__(self, scope: dict[str, Any], receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            raise ValueError(f"Django answers HTTP only, not {scope['type']}.")
        try:
            body = await self.read_body(receive)
        except RequestAborted:
            return
        try:
            response = await self._lanes.run(scope, partial(copy_context().run, self._respond, scope, body))
        finally:
            body.close()
        with suppress(ConnectionError):  # who is gone needs no answer
            await self.send_response(response, send)

    def _respond(self, scope: dict[str, Any], body: IO[bytes]) -> Any:
        """The whole work on one request, its end included; what is sent afterwards needs nothing any more."""
        set_script_prefix(get_script_prefix(scope))
        signals.request_started.send(sender=self.__class__, scope=scope)
        request, refusal = self.create_request(scope, body)
        response: Any = refusal if request is None else self.get_response(request)
        response._handler_class = self.__class__
        try:
            return self._ready(response, scope["method"])
        finally:
            response.close()

    def _ready(self, response: Any, method: str) -> Any:
        """The answer without its view: a short one as it is, of a long one the file that it is sent from.

        An iterator cannot be awaited: what a view would make while it is sent is read to its end here.
        """
        if not response.streaming and len(response.content) <= IN_MEMORY:
            return response
        try:
            content = self._on_disk(response)
        except Full:
            return _later()
        start = content.tell()
        size = content.seek(0, os.SEEK_END) - start
        content.seek(start)
        ready: Any
        if method == "HEAD" or size <= IN_MEMORY:
            with content:
                ready = HttpResponse(b"" if method == "HEAD" else content.read())
        else:
            ready = StreamingHttpResponse(self._pieces(content))
        ready.status_code, ready.reason_phrase = response.status_code, response.reason_phrase
        ready.headers, ready.cookies = response.headers, response.cookies
        ready.headers.setdefault("Content-Length", str(size))
        return ready

    def _on_disk(self, response: Any) -> IO[bytes]:
        """Raises `Full`."""
        content = _file_behind(response)
        if content is None:
            return self._scratch.keep(response)
        self._scratch.hold(content)
        return content

    async def _pieces(self, content: IO[bytes]) -> AsyncIterator[bytes]:
        loop = asyncio.get_running_loop()
        with content:
            while piece := await loop.run_in_executor(self._disk, content.read, IN_MEMORY):
                yield piece


def _later() -> HttpResponse:
    return HttpResponse(
        FULL,
        status=503,
        content_type="text/plain; charset=utf-8",
        headers={"Retry-After": "120", "Cache-Control": "no-store"},
    )


def _file_behind(response: Any) -> IO[bytes] | None:
    """The file of a `FileResponse`, opened anew so that the response can be closed; `None` where it is none."""
    file: Any = getattr(response, "file_to_stream", None)
    try:
        start = file.tell()
        again = os.fdopen(os.dup(file.fileno()), "rb")
    except (AttributeError, OSError):
        return None
    again.seek(start)
    return again

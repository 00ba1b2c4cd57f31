"""Django behind an ASGI server: a request is one visit to one thread.

Every view and every middleware of the house is synchronous. Django's own handler crosses between the loop and threads
of its making at least six times for such a request: signals, middleware, the look-up of the view, the view, the end.
Here it crosses once, to a thread that stays. That is half of what a short request costs, and no waiting for turns.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from functools import partial
from typing import IO, Any

from django.conf import settings
from django.core import signals
from django.core.exceptions import RequestAborted
from django.core.handlers.asgi import ASGIHandler, get_script_prefix
from django.core.handlers.base import BaseHandler
from django.http import HttpResponse
from django.urls import set_script_prefix

Receive = Callable[[], Awaitable[Mapping[str, Any]]]
Send = Callable[[Mapping[str, Any]], Awaitable[None]]


class HouseHandler(ASGIHandler):
    """ASGI application for HTTP. Up to `WEB_THREADS` requests are worked on at once, the others wait for a turn.

    A browser that goes away while its request is worked on changes nothing: what was begun is finished.
    """

    def __init__(self) -> None:
        BaseHandler.__init__(self)
        self.load_middleware(is_async=False)
        self._threads = ThreadPoolExecutor(settings.WEB_THREADS, thread_name_prefix="web")

    async def __call__(self, scope: dict[str, Any], receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            raise ValueError(f"Django answers HTTP only, not {scope['type']}.")
        try:
            body = await self.read_body(receive)
        except RequestAborted:
            return
        try:
            response = await self._in_thread(partial(self._respond, scope, body))
        finally:
            body.close()
        await self.send_response(response, send)

    def _respond(self, scope: dict[str, Any], body: IO[bytes]) -> Any:
        """The whole work on one request, its end included; what is sent afterwards needs nothing any more."""
        set_script_prefix(get_script_prefix(scope))
        signals.request_started.send(sender=self.__class__, scope=scope)
        request, refusal = self.create_request(scope, body)
        response: Any = refusal if request is None else self.get_response(request)
        response._handler_class = self.__class__
        try:
            return _in_one_piece(response)
        finally:
            response.close()

    async def _in_thread(self, work: Callable[[], Any]) -> Any:
        """Run it in a context of its own: languages, log fields and the like end with the request."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._threads, copy_context().run, work)


def _in_one_piece(response: Any) -> Any:
    """A list or an archive that was made to be streamed, read to its end; all others as they are.

    An iterator cannot be awaited: Django, too, reads it to the end before the first byte is sent.
    """
    if not response.streaming:
        return response
    whole = HttpResponse(b"".join(response), status=response.status_code, reason=response.reason_phrase)
    whole.headers, whole.cookies = response.headers, response.cookies
    return whole

"""The house's ASGI application: sockets to the consumer, everything else to Django, which may hold answers back."""

from __future__ import annotations

from typing import Any

from realtime.delivery.consumer import serve_socket
from realtime.delivery.switchboard import open_switchboard
from realtime.delivery.waiting import App, Holding


def entrance(django: Any) -> App:
    """`django` with sockets beside it. The switchboard opens with the first request of the process."""
    holding = Holding(django)

    async def application(scope: dict[str, Any], receive: Any, send: Any) -> None:
        open_switchboard()
        if scope["type"] == "websocket":
            await serve_socket(scope, receive, send)
        else:
            await holding(scope, receive, send)

    return application

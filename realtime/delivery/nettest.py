"""`/ws/netztest/`: a socket for everyone with our page open. It echoes, keeps silent as long as ours may, ends."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from realtime.delivery.wires import Send

PATH = "/ws/netztest/"
AT_ONCE = 20  # in one process
SILENCE = 25.0  # seconds, as between two heads
ECHOES = 10

_open = 0


async def serve_net_test(receive: Callable[[], Awaitable[dict[str, Any]]], send: Send) -> bool:
    """Serve one test; False, without having answered, when too many are under way."""
    global _open
    if _open >= AT_ONCE:
        return False
    _open += 1
    try:
        await send({"type": "websocket.accept"})
        await _echo(receive, send)
    finally:
        _open -= 1
    return True


async def _echo(receive: Callable[[], Awaitable[dict[str, Any]]], send: Send) -> None:
    for _ in range(ECHOES):
        try:
            message = await asyncio.wait_for(receive(), SILENCE)
        except TimeoutError:
            await send({"type": "websocket.send", "text": '{"type":"heads","heads":{}}'})
            break
        if message["type"] != "websocket.receive":
            return
        await send({"type": "websocket.send", "text": '{"type":"echo"}'})
    await send({"type": "websocket.close", "code": 1000})

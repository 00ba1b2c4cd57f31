"""The least that Python can do: the `websockets` library and its broadcast, no application behind it."""

from __future__ import annotations

import asyncio
import os

from websockets.asyncio.server import ServerConnection, broadcast, serve

from tests.load.rooms.orders import event_text, obey, pin

CONNECTED: set[ServerConnection] = set()


async def stay(connection: ServerConnection) -> None:
    CONNECTED.add(connection)
    try:
        async for _words in connection:
            await connection.send('{"type":"subscribed"}')
    finally:
        CONNECTED.discard(connection)


async def main() -> None:
    pin()
    loop = asyncio.get_running_loop()
    port = int(os.environ["PORT"])
    async with serve(stay, "127.0.0.1", port, compression=None, backlog=4096, open_timeout=60):

        def send(size: int) -> None:
            loop.call_soon_threadsafe(lambda: broadcast(CONNECTED, event_text(size)))

        obey(send)
        await loop.create_future()


if __name__ == "__main__":
    asyncio.run(main())

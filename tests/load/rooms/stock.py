"""What the tutorial builds: a Channels consumer in a group, on Daphne as it comes."""

from __future__ import annotations

import asyncio
import json
import os
from typing import Any

from daphne.server import Server  # isort:skip  -- before anything that asks for a reactor
import django
from django.conf import settings

from tests.load.rooms.orders import event, obey, pin

settings.configure(
    CHANNEL_LAYERS={
        "default": {"BACKEND": "channels.layers.InMemoryChannelLayer", "CONFIG": {"capacity": 10_000}}
    },
    DATABASES={},
    SECRET_KEY="of no use",
)
django.setup()

from channels.generic.websocket import AsyncWebsocketConsumer  # noqa: E402
from channels.layers import get_channel_layer  # noqa: E402


class Room(AsyncWebsocketConsumer):
    async def connect(self) -> None:
        await self.channel_layer.group_add("room", self.channel_name)
        await self.accept()

    async def disconnect(self, code: int) -> None:
        await self.channel_layer.group_discard("room", self.channel_name)

    async def receive(self, text_data: str | None = None, bytes_data: bytes | None = None) -> None:
        await self.send(text_data='{"type":"subscribed"}')

    async def room_message(self, message: dict[str, Any]) -> None:
        await self.send(text_data=json.dumps(message["event"]))


def main() -> None:
    pin()
    loop: list[asyncio.AbstractEventLoop] = []
    room = Room.as_asgi()

    async def application(scope: Any, receive: Any, send: Any) -> None:
        loop[:] = [asyncio.get_running_loop()]
        await room(scope, receive, send)

    def send(size: int) -> None:
        message = {"type": "room.message", "event": event(size)}
        asyncio.run_coroutine_threadsafe(get_channel_layer().group_send("room", message), loop[0])

    endpoint = f"tcp:port={os.environ['PORT']}:interface=127.0.0.1:backlog=4096"
    Server(application, endpoints=[endpoint], ready_callable=lambda: obey(send)).run()


if __name__ == "__main__":
    main()

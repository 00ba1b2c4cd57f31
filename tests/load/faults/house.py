"""The house under test: its processes, its Redis, the people in it, and the ways in which it is hurt."""

from __future__ import annotations

import asyncio
import signal
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from community.people.models import Member
from realtime.rooms.models import Message
from tests.factories.people import MemberFactory
from tests.factories.rooms import make_room
from tests.load.faults.talk import Place
from tests.system.realtime.delivery.middle import Redis
from tests.system.realtime.delivery.serving import Guest, Server

READERS_EACH = 10  # sockets of one member
LISTENING_WITHIN = 30.0  # seconds after a fault, so that the next one hits everybody


@dataclass
class Fault:
    """`strike` hurts the house, heals it and returns how one knows that it was hurt; raises where it was not."""

    name: str
    strike: Callable[[], Awaitable[str]]


@dataclass
class House:
    folder: Path
    redis: Redis | None
    servers: list[Server] = field(default_factory=list)
    down_for: float = 2.0  # seconds that the layer is gone
    paused_for: float = 6.0

    @classmethod
    def open(cls, folder: Path, *, processes: int, layer: bool, **pauses: float) -> House:
        house = cls(folder, Redis(folder) if layer else None, **pauses)
        house.servers = [house._serve() for _ in range(processes)]
        return house

    def _serve(self, port: int = 0) -> Server:
        return Server(self.folder, redis=self.redis.url if self.redis else "", port=port)

    def close(self) -> None:
        for server in self.servers:
            server.stop(signal.SIGKILL)
        if self.redis:
            self.redis.go_on()
            self.redis.kill()

    def people(
        self, *, readers: int, writers: int, each: int = READERS_EACH
    ) -> tuple[Place, list[str], list[str]]:
        """A room, the cookies of its readers (`each` member has several browsers) and of its writers."""
        place = Place(make_room().pk, [server.port for server in self.servers])
        listening = [self._cookie(MemberFactory()) for _ in range(-(-readers // each))]
        writing = [self._cookie(MemberFactory()) for _ in range(writers)]
        return place, (listening * each)[:readers], writing

    def _cookie(self, member: Member) -> str:
        return Guest(self.servers[0], member).cookies

    def faults(self) -> Sequence[Fault]:
        """What this house can suffer, in the order in which it does."""
        layer = [
            Fault("layer killed", self._kill_layer),
            Fault("layer flushed", self._flush_layer),
            Fault("layer paused", self._pause_layer),
        ]
        return [*(layer if self.redis else []), Fault("process killed with -9", self._kill_process)]

    async def _kill_layer(self) -> str:
        assert self.redis
        self.redis.kill()
        assert not self.redis.answers(), "Redis still answers"
        await asyncio.sleep(self.down_for)
        self.redis.start()
        return f"ended with {self.redis.ended_with}, then did not answer for {self.down_for} s"

    async def _flush_layer(self) -> str:
        assert self.redis
        until = time.monotonic() + LISTENING_WITHIN
        while self.redis.listening() < len(self.servers) and time.monotonic() < until:
            await asyncio.sleep(0.1)
        dropped = self.redis.forget()
        assert dropped >= len(self.servers), "nobody was listening"
        return f"all keys and {dropped} listening connections gone"

    async def _pause_layer(self) -> str:
        assert self.redis
        self.redis.pause()
        try:
            assert not self.redis.answers(), "Redis still answers"
            await asyncio.sleep(self.paused_for)
        finally:
            self.redis.go_on()
        return f"did not answer for {self.paused_for} s"

    async def _kill_process(self) -> str:
        victim = self.servers[0]
        code = victim.stop(signal.SIGKILL)
        assert code == -signal.SIGKILL, code
        began = time.monotonic()
        self.servers[0] = await asyncio.to_thread(self._serve, victim.port)
        return f"ended with {code}, another serves after {time.monotonic() - began:.1f} s"


def written(place: Place) -> list[tuple[int, str]]:
    """What the database has: number and key of every message of the room, in order."""
    rows = Message.objects.filter(room=place.room).order_by("rev").values_list("rev", "key")
    return [(rev, str(key)) for rev, key in rows]

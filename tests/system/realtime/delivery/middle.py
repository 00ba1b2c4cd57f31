"""What stands between processes, to be tormented: a Redis of our own, and a way to it that can go dead."""

from __future__ import annotations

import signal
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import redis

from tests.system.realtime.delivery.serving import free_port


class Redis:
    """A Redis of our own, to be tormented."""

    def __init__(self, folder: Path) -> None:
        self.port = free_port()
        self.folder = folder
        self.ended_with: int | None = None
        self.url = f"redis://127.0.0.1:{self.port}/0"
        self.start()

    def start(self) -> None:
        options = ["--port", str(self.port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
        self.process = subprocess.Popen(
            ["redis-server", *options, "--dir", str(self.folder)], stdout=subprocess.DEVNULL
        )
        until = time.monotonic() + 10
        while not self.answers():
            assert time.monotonic() < until, "redis-server did not start"
            time.sleep(0.05)

    def answers(self) -> bool:
        try:
            with redis.Redis.from_url(self.url, socket_timeout=0.3, socket_connect_timeout=0.3) as client:
                return bool(client.ping())
        except redis.RedisError:
            return False

    def kill(self) -> None:
        self.process.kill()
        self.ended_with = self.process.wait()

    def pause(self) -> None:
        self.process.send_signal(signal.SIGSTOP)

    def go_on(self) -> None:
        self.process.send_signal(signal.SIGCONT)

    def listening(self) -> int:
        """How many clients listen."""
        with redis.Redis.from_url(self.url) as client:
            return len(client.client_list(_type="pubsub"))

    def names(self) -> list[str]:
        """Of everything that is kept or listened to."""
        with redis.Redis.from_url(self.url, decode_responses=True) as client:
            return [*client.keys("*"), *client.pubsub_channels("*")]

    def forget(self) -> int:
        """Everything stored, and every client that listens; returns how many those were."""
        with redis.Redis.from_url(self.url) as client:
            client.flushall()
            return int(client.client_kill_filter(_type="pubsub", skipme=True))


class Tunnel:
    """A way to Redis on which connections can die without either end being told."""

    def __init__(self, to: int) -> None:
        self._to = to
        self._held: tuple[bytes, float] = (b"", 0.0)
        self._ends: list[socket.socket] = []
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.url = f"redis://127.0.0.1:{self._listening.getsockname()[1]}/0"
        threading.Thread(target=self._accept, daemon=True).start()

    @contextmanager
    def holding(self, word: bytes, seconds: float) -> Iterator[None]:
        """What contains `word` comes so much later; other connections go on meanwhile."""
        self._held = (word, seconds)
        try:
            yield
        finally:
            self._held = (b"", 0.0)

    def lose(self) -> int:
        """Let nothing through any more on the connections there are; returns how many."""
        lost, self._ends = self._ends, []
        return len(lost)

    def _accept(self) -> None:
        while True:
            near, _address = self._listening.accept()
            try:
                far = socket.create_connection(("127.0.0.1", self._to))
            except OSError:
                near.close()
                continue
            self._ends += [near, far]
            for one, other in ((near, far), (far, near)):
                threading.Thread(target=self._pump, args=(one, other), daemon=True).start()

    def _pump(self, one: socket.socket, other: socket.socket) -> None:
        try:
            while data := one.recv(65536):
                word, seconds = self._held
                if word and word in data:
                    time.sleep(seconds)
                if one in self._ends:
                    other.sendall(data)
        except OSError:
            pass
        if one in self._ends:
            other.close()

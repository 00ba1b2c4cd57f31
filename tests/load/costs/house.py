"""The small form under test: what is in it, its memory, and how long a usual page takes."""

from __future__ import annotations

import http.client
import os
import re
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from community.people.models import Member
from tests.factories.forum import make_thread
from tests.factories.people import MemberFactory
from tests.factories.uploads import make_upload
from tests.system.realtime.delivery.serving import Guest, Server

FILE_BYTES = 20_000_000
PATIENCE = 10.0  # seconds; a page that is not there by then counts as that
BETWEEN = 0.02  # seconds between two pages, as people leave them


@dataclass(frozen=True)
class Place:
    """What every expense finds: somebody who may, a large file of theirs, and a public thread."""

    member: Member
    file: str
    thread: str
    beside: str  # before the names of what can be done with it
    head: int


def furnish() -> Place:
    member = MemberFactory()
    upload = make_upload(member, b"%PDF-1.4\n%%EOF\n", "gutachten.pdf")
    Path(upload.file.path).write_bytes(os.urandom(FILE_BYTES))
    type(upload).objects.filter(pk=upload.pk).update(size=FILE_BYTES)
    thread = make_thread(member, replies=20)
    thread.refresh_from_db()
    return Place(
        member, upload.get_absolute_url(), thread.get_absolute_url(), f"/themen/{thread.pk}/", thread.head
    )


@dataclass
class House:
    place: Place
    server: Server

    @classmethod
    @contextmanager
    def open(cls, place: Place, before: str, env: dict[str, str]) -> Iterator[House]:
        server = Server(Path(os.environ["VAR_DIR"]), patches=before, **env)
        try:
            house = cls(place, server)
            for _ in range(20):
                house.page()
            yield house
        finally:
            server.stop()

    def guest(self, member: Member | None = None) -> Guest:
        return Guest(self.server, member)

    def line(self, *, room: int = 0) -> socket.socket:
        """A bare connection; with `room`, one that takes only so many bytes that nobody reads."""
        line = socket.socket()
        if room:
            line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, room)
        line.settimeout(PATIENCE)
        line.connect(("127.0.0.1", self.server.port))
        return line

    def page(self) -> float:
        """Milliseconds for a usual page, a public thread, on a line of its own."""
        began = time.perf_counter()
        connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=PATIENCE)
        try:
            connection.request("GET", self.place.thread)
            answer = connection.getresponse()
            if answer.status == 200 and answer.read():
                return (time.perf_counter() - began) * 1000
        except (OSError, http.client.HTTPException):
            pass
        finally:
            connection.close()
        return PATIENCE * 1000

    def p99(self, *, seconds: float) -> float:
        times, until = [], time.monotonic() + seconds
        while time.monotonic() < until:
            times.append(self.page())
            time.sleep(BETWEEN)
        return sorted(times)[min(len(times) - 1, round(len(times) * 0.99))]

    def forget_peak(self) -> None:
        Path(f"/proc/{self.server.process.pid}/clear_refs").write_text("5")

    def peak(self) -> float:
        """MB of resident memory at its highest since it was forgotten; 0 when the process is gone."""
        with suppress(OSError):
            status = Path(f"/proc/{self.server.process.pid}/status").read_text()
            if found := re.search(r"VmHWM:\s+(\d+)", status):
                return int(found[1]) / 1024
        return 0.0

"""The small form under test: what is in it, its memory, and how long a usual page takes."""

from __future__ import annotations

import http.client
import os
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path

from PIL import Image

from community.people.models import Member
from community.uploads.bundle import Bundle
from community.uploads.models import Upload
from tests.factories.forum import make_reply, make_thread
from tests.factories.people import MemberFactory
from tests.factories.uploads import make_upload
from tests.load.costs.memory import Group
from tests.system.realtime.delivery.serving import Guest, Server

FILE_BYTES = 20_000_000
MEMBERS, LONG_POSTS, ATTACHED, ATTACHED_BYTES = 16, 300, 4, 15_000_000
PIXELS = (7300, 5470)  # 40 million
WORDS = "Ein langer Satz über die Entwicklung der Gemeinde und was daraus folgt. " * 50
PATIENCE = 10.0  # seconds; a page that is not there by then counts as that
BETWEEN = 0.02  # seconds between two pages, as people leave them
READER, STRANGER = (
    "203.0.113.7",
    "198.51.100.1",
)  # where who reads the usual page is, and who does the expensive things


@dataclass(frozen=True)
class Place:
    """What every expense finds: somebody who may, a large file of theirs, and a public thread.

    `long` and `heavy` are where a thread of many words and one of many bytes can be taken along.
    """

    members: list[Member]
    file: str
    thread: str
    beside: str  # before the names of what can be done with it
    head: int
    picture: bytes
    long: str
    heavy: str

    @property
    def member(self) -> Member:
        return self.members[0]


def furnish() -> Place:
    members = [MemberFactory() for _ in range(MEMBERS)]
    member = members[0]
    upload = _large(member, "gutachten.pdf", FILE_BYTES)
    thread = make_thread(member, replies=20)
    thread.refresh_from_db()
    long, heavy = make_thread(member), make_thread(member)
    for number in range(LONG_POSTS):
        make_reply(long, members[number % MEMBERS], text=f"{number}. {WORDS}")
    files = tuple(_large(member, f"gutachten-{number}.pdf", ATTACHED_BYTES) for number in range(ATTACHED))
    make_reply(heavy, member, text="Die Gutachten.", files=Bundle(files))
    picture = BytesIO()
    Image.new("RGBA", PIXELS, (1, 2, 3, 100)).save(picture, "PNG")
    return Place(
        members,
        upload.get_absolute_url(),
        thread.get_absolute_url(),
        f"/themen/{thread.pk}/",
        thread.head,
        picture.getvalue(),
        f"/themen/{long.pk}/akte/",
        f"/themen/{heavy.pk}/akte/",
    )


def _large(member: Member, name: str, size: int) -> Upload:
    upload = make_upload(member, b"%PDF-1.4\n%%EOF\n", name)
    Path(upload.file.path).write_bytes(os.urandom(size))
    Upload.objects.filter(pk=upload.pk).update(size=size)
    return upload


@dataclass
class House:
    """`wait_for` and `statuses` belong to what is asked once: whether somebody still waits, and what they got."""

    place: Place
    server: Server
    wait_for: Callable[[], bool] = lambda: False
    statuses: list[int] = field(default_factory=list)

    @classmethod
    @contextmanager
    def open(cls, place: Place, before: str, env: dict[str, str], group: Group | None) -> Iterator[House]:
        """With a `group`, its limit holds for all that the server does from its first page on."""
        server = Server(Path(os.environ["VAR_DIR"]), patches=before, **{"TRUSTED_PROXIES": "1", **env})
        try:
            if group:
                group.take(server.process.pid)
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
            connection.request("GET", self.place.thread, headers={"X-Forwarded-For": READER})
            answer = connection.getresponse()
            if answer.status == 200 and answer.read():
                return (time.perf_counter() - began) * 1000
        except (OSError, http.client.HTTPException):
            pass
        finally:
            connection.close()
        return PATIENCE * 1000

    def p99(self, *, seconds: float) -> float:
        """Of pages that are read one after the other, for so long and until nobody waits any more."""
        times, until = [], time.monotonic() + seconds
        while time.monotonic() < until or self.wait_for():
            times.append(self.page())
            time.sleep(BETWEEN)
        return sorted(times)[min(len(times) - 1, round(len(times) * 0.99))]

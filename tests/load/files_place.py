"""What `costs_of_files` finds: members, a large picture, a long thread, a heavy one. Imported when settings stand."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from PIL import Image  # noqa: E402

from community.people.models import Member  # noqa: E402
from community.uploads.bundle import Bundle  # noqa: E402
from tests.factories.forum import make_reply, make_thread  # noqa: E402
from tests.factories.people import MemberFactory  # noqa: E402
from tests.factories.uploads import make_upload, pdf  # noqa: E402
from tests.system.realtime.delivery.serving import Guest, Server  # noqa: E402

MEMBERS, POSTS, SIZE = 16, 300, 15_000_000
WORDS = "Ein langer Satz über die Entwicklung der Gemeinde und was daraus folgt. " * 50


@dataclass(frozen=True)
class Place:
    members: list[Member]
    picture: bytes
    long: str
    heavy: str

    def guest(self, server: Any, number: int) -> Any:
        return Guest(server, self.members[number % len(self.members)])

    @contextmanager
    def server(self, folder: Path, before: str) -> Iterator[Any]:
        server = Server(folder, patches=before)
        try:
            yield server
        finally:
            server.stop()


def furnish() -> Place:
    call_command("migrate", verbosity=0)
    members = [MemberFactory() for _ in range(MEMBERS)]
    long, heavy = make_thread(members[0]), make_thread(members[0])
    for number in range(POSTS):
        make_reply(long, members[number % MEMBERS], text=f"{number}. {WORDS}")
    uploads = tuple(make_upload(members[0], pdf(), f"gutachten-{number}.pdf") for number in range(4))
    for upload in uploads:
        Path(upload.file.path).write_bytes(os.urandom(SIZE))
        type(upload).objects.filter(pk=upload.pk).update(size=SIZE)
    make_reply(heavy, members[0], text="Die Gutachten.", files=Bundle(uploads))
    out = BytesIO()
    Image.new("RGBA", (7300, 5470), (1, 2, 3, 100)).save(out, "PNG")
    return Place(members, out.getvalue(), f"/themen/{long.pk}/akte/", f"/themen/{heavy.pk}/akte/")

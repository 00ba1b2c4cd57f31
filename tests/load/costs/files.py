"""What members can make the small form pay with files: pictures, documents to print, archives to take along.

Each is asked for once by everybody at the same time, and all wait for their answer.
"""

from __future__ import annotations

import secrets
import threading
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from io import BytesIO
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

from tests.load.costs.house import House
from tests.system.realtime.delivery.serving import CSRF, Guest

AT_ONCE = 8
PATIENCE = 120  # seconds
PIECE = 512 * 1024


@contextmanager
def all_at_once(ask: Callable[[House, Guest, str], int], house: House) -> Iterator[None]:
    """`AT_ONCE` members, each from elsewhere; the block ends when all have their answer."""

    def one(number: int) -> None:
        guest = house.guest(house.place.members[number])
        house.statuses.append(ask(house, guest, f"198.51.100.{number}"))

    threads = [threading.Thread(target=one, args=(number,), daemon=True) for number in range(AT_ONCE)]
    for thread in threads:
        thread.start()
    house.wait_for = lambda: any(thread.is_alive() for thread in threads)
    try:
        yield
    finally:
        for thread in threads:
            thread.join(PATIENCE)


def send_picture(house: House, guest: Guest, address: str) -> int:
    """The picture in pieces, as scripts send it; the status of the last."""
    path, status, content = f"/dateien/eingang/{uuid4()}/", 0, house.place.picture
    for start in range(0, len(content), PIECE):
        facts = {"name": "foto.png", "total": len(content), "start": start}
        status = _send_part(guest, address, path, facts, content[start : start + PIECE])
    return status


def take_along(form: str, house: House, guest: Guest, address: str) -> int:
    path = house.place.long if form == "pdf" else house.place.heavy
    body = urlencode({"als": form}).encode()
    return _send(guest, address, path, body, "application/x-www-form-urlencoded")


pictures = partial(all_at_once, send_picture)
papers = partial(all_at_once, partial(take_along, "pdf"))
archives = partial(all_at_once, partial(take_along, "zip"))


def refused_all(house: House) -> float:
    """1 where nobody got what they asked for: a bound that lets nothing through is none."""
    return float(not any(status < 400 for status in house.statuses))


FREE = (
    "from community.web.turns import Turns\n"
    "from community.web import exporting\nexporting.ONE_AT_A_TIME = Turns('free-export', at_once=99)\n"
    "Turns.take = __import__('contextlib').contextmanager(lambda self, sentence: (yield))\n"
)
PICTURES_HERE = FREE + (
    "from community.uploads import images, reduction\n"
    "def here(_module, kind, *, content, within):\n"
    "    width, height, made = reduction.reduce(content, kind)\n"
    "    return f'{width} {height}\\n'.encode() + made\n"
    "images.run_program = here\n"
)
PAPERS_HERE = FREE + (
    "import sys\nfrom community.paper import printing, typesetting\n"
    "typesetting.bound = lambda **_bounds: None\n"
    "def here(_module, *args, within):\n"
    "    sys.argv[1:] = args\n"
    "    typesetting.main()\n"
    "printing.run_program = here\n"
)
ARCHIVES_HERE = FREE + "import io\nfrom forum.exports import archive\narchive.file_on_disk = io.BytesIO\n"


def _send_part(guest: Guest, address: str, path: str, facts: dict[str, Any], part: bytes) -> int:
    edge, body = secrets.token_hex(8), BytesIO()
    for name, value in facts.items():
        body.write(f'--{edge}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode())
    head = f'--{edge}\r\nContent-Disposition: form-data; name="part"; filename="part"\r\n\r\n'
    body.write(head.encode() + part + f"\r\n--{edge}--\r\n".encode())
    return _send(guest, address, path, body.getvalue(), f"multipart/form-data; boundary={edge}")


def _send(guest: Guest, address: str, path: str, body: bytes, kind: str) -> int:
    headers = {"Cookie": guest.cookies, "X-CSRFToken": CSRF, "Content-Type": kind, "X-Forwarded-For": address}
    request = urllib.request.Request(guest.server.url + path, data=body, headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
            while answer.read(1 << 20):
                pass
            return int(answer.status)
    except urllib.error.HTTPError as refused:
        with suppress(OSError):
            refused.close()
        return refused.code
    except OSError:
        return 0

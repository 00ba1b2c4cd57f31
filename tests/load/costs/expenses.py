"""The expensive requests, one entry each. A new one is a function that does it in parallel, and what was set before.

`strike` begins it and keeps it up until the block ends. `before` is Python that runs in the server before it starts
and takes away what bounds the request now; `always` runs in both shapes. `figure` counts what neither memory nor the
page beside shows.
"""

from __future__ import annotations

import secrets
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from urllib.parse import urlencode
from uuid import uuid4

from django.contrib.sessions.models import Session

from tests.load.costs import files
from tests.load.costs.house import STRANGER, House
from tests.system.realtime.delivery.serving import CSRF


def nothing_more(_house: House) -> float:
    return 0.0


@dataclass(frozen=True)
class Expense:
    name: str
    strike: Callable[[House], AbstractContextManager[None]]
    before: str
    always: str = ""
    env: dict[str, str] = field(default_factory=dict)
    figure: Callable[[House], float] = nothing_more
    most: float = 0.0
    of_what: str = "-"


@contextmanager
def in_parallel(number: int, ask: Callable[[int], None]) -> Iterator[None]:
    """`number` threads that ask again and again until the block ends."""
    over = threading.Event()

    def run(at: int) -> None:
        while not over.is_set():
            with suppress(OSError):
                ask(at)

    threads = [threading.Thread(target=run, args=(at,), daemon=True) for at in range(number)]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        over.set()
        for thread in threads:
            thread.join(30)


def post(house: House, path: str, data: dict[str, str], address: str = STRANGER) -> None:
    headers = {"Cookie": f"csrftoken={CSRF}", "X-CSRFToken": CSRF, "X-Forwarded-For": address}
    request = urllib.request.Request(house.server.url + path, data=urlencode(data).encode(), headers=headers)
    with suppress(urllib.error.HTTPError), urllib.request.urlopen(request, timeout=30) as answer:
        answer.read()


def sign_ins(house: House) -> AbstractContextManager[None]:
    """32 wrong passwords at once, of unknown addresses and from everywhere."""

    def ask(at: int) -> None:
        who = {"login": f"{secrets.token_hex(6)}@stadt.example", "password": "geraten"}
        post(house, "/konto/login/", who, f"198.51.100.{secrets.randbelow(250)}")

    return in_parallel(32, ask)


def head_of(house: House, path: str) -> str:
    """The first lines of a request, as a proxy passes it on."""
    return f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{house.server.port}\r\nX-Forwarded-For: {STRANGER}\r\n"


@contextmanager
def lines(house: House, number: int, request: str, *, room: int = 0) -> Iterator[None]:
    """So many connections that send `request` and then neither send nor read."""
    with ExitStack() as open_lines:
        for _ in range(number):
            line = open_lines.enter_context(house.line(room=room))
            with suppress(OSError):
                line.sendall(request.encode())
        yield


def file_readers(house: House) -> AbstractContextManager[None]:
    """60 readers of one attachment of 20 MB who take nothing of it."""
    cookie = house.guest(house.place.member).cookies
    head = f"{head_of(house, house.place.file)}Cookie: {cookie}\r\n\r\n"
    return lines(house, 60, head, room=4096)


def slow_bodies(house: House) -> AbstractContextManager[None]:
    """300 bodies that never come, where there are 256 descriptors."""
    head = "POST /konto/login/ HTTP/1.1\r\nHost: a\r\nContent-Length: 200000\r\n\r\nx"
    return lines(house, 300, head)


def waiting_visitors(house: House) -> AbstractContextManager[None]:
    """510 requests of visitors that wait for a public thread to move."""
    path = f"{house.place.beside}beitraege/?nach={house.place.head}&wait=25"
    return lines(house, 510, f"{head_of(house, path)}\r\n")


def member_is_not_held(house: House) -> float:
    """1 where a member's own request is answered at once, for want of a seat; 0 where it waits as it should."""
    began = time.monotonic()
    path = f"{house.place.beside}beitraege/?nach={house.place.head}&wait=3"
    house.guest(house.place.member).get(path)
    return float(time.monotonic() - began < 2)


@contextmanager
def visitors_words(house: House) -> Iterator[None]:
    """400 texts that visitors send, from one address."""
    Session.objects.all().delete()
    path, text = f"{house.place.beside}antworten/", secrets.token_hex(25_000) + " und mehr"
    count = iter(range(400))

    def ask(_at: int) -> None:
        if next(count, None) is None:
            time.sleep(0.1)
            return
        post(house, path, {"text": text, "key": str(uuid4())})

    with in_parallel(2, ask):
        yield


def stored_words(_house: House) -> float:
    """MB in sessions that outlast the next two hours, or are too many for them."""
    return sum(map(len, Session.objects.values_list("session_data", flat=True))) / 1e6


IMPORTS = "from django.conf import settings; from community import connections, handler, lanes\n"
UNREAD = IMPORTS + (
    "async def at_once(self): pass\n"
    "handler.IN_MEMORY = 1 << 40\n"
    "connections.HouseRequest.until_taken = at_once\n"
    "connections.TAKEN_WITHIN = 1e9\n"
    "from community import shares; shares.askers = lanes.askers = lambda scope: ('', '')\n"
)
EXPENSES = [
    Expense(
        "32 wrong passwords",
        sign_ins,
        before=IMPORTS
        + "settings.PASSWORD_HASHERS = ['django.contrib.auth.hashers.Argon2PasswordHasher']\nlanes.PASSWORDS = ()\n",
    ),
    Expense("60 readers of a file", file_readers, before=UNREAD),
    Expense(
        "300 bodies that never come",
        slow_bodies,
        always="import resource; resource.setrlimit(resource.RLIMIT_NOFILE, (256, 256))\n",
        before=IMPORTS
        + "connections.PER_ADDRESS = 0; connections.RESERVED = 10**9\n"
        + "connections.HEAD_WITHIN = connections.BODY_WITHIN = 1e9\n",
    ),
    Expense(
        "510 waiting visitors",
        waiting_visitors,
        before="from realtime.delivery import seats; seats.VISITORS_AT_MOST = seats.OF_ONE_ADDRESS = 500\n"
        + IMPORTS
        + "connections.PER_ADDRESS = 0\n",
        figure=member_is_not_held,
        of_what="member without a seat",
    ),
    Expense(
        "400 texts of visitors",
        visitors_words,
        before="from community.live import sessions; sessions.VISITORS_AT_MOST = 10**9\n"
        + IMPORTS
        + "settings.VISITOR_RATE = ''\n",
        figure=stored_words,
        most=2.0,
        of_what="MB in sessions",
    ),
    *(
        Expense(name, strike, before=before, figure=files.refused_all, of_what="refused to all")
        for name, strike, before in (
            ("8 pictures of 40 million pixels", files.pictures, files.PICTURES_HERE),
            ("8 PDFs of 300 long posts", files.papers, files.PAPERS_HERE),
            ("8 archives of 60 MB", files.archives, files.ARCHIVES_HERE),
        )
    ),
]

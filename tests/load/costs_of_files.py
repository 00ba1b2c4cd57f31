"""What a member can make the small form pay with files: each request in parallel, memory and a usual page beside it.

    python -m tests.load.costs_of_files [--only pattern] [--times 8] [--shape now before]

`before` takes away what bounds the request; it is the proof that it is expensive at all. Memory is what the server and
its children hold together at their highest; nothing is cut off, so that both can be compared. 1 where the figures of
today are over 1 GB or five times a usual page.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlencode
from uuid import uuid4

MOST_MB, MOST_TIMES = 1024, 5.0
PATIENCE = 120  # seconds
PIECE = 512 * 1024


@dataclass(frozen=True)
class Cost:
    """`ask` does it once as this guest; `before` is Python that runs in the server before it starts."""

    name: str
    ask: Callable[[Any], int]
    before: str


class Peak(NamedTuple):
    mb: int
    processes: int


def send_picture(content: bytes, guest: Any) -> int:
    """The picture in pieces, as scripts send it; the status of the last."""
    path, status = f"/dateien/eingang/{uuid4()}/", 0
    for start in range(0, len(content), PIECE):
        facts = {"name": "foto.png", "total": len(content), "start": start}
        status = _multipart(guest, path, facts, content[start : start + PIECE])
    return status


def take_along(path: str, form: str, guest: Any) -> int:
    return _send(guest, path, urlencode({"als": form}).encode(), "application/x-www-form-urlencoded")


HERE = "from community.web.turns import Turns\n"
FREE = (
    HERE + "from community.web import exporting\nexporting.ONE_AT_A_TIME = Turns('free-export', at_once=99)\n"
)
FREE += "Turns.take = __import__('contextlib').contextmanager(lambda self, sentence: (yield))\n"
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


def costs(place: Any) -> list[Cost]:
    return [
        Cost("pictures of 40 million pixels", partial(send_picture, place.picture), PICTURES_HERE),
        Cost("PDF of 300 long posts", partial(take_along, place.long, "pdf"), PAPERS_HERE),
        Cost("archives of 60 MB", partial(take_along, place.heavy, "zip"), ARCHIVES_HERE),
    ]


def main(argv: Sequence[str] | None = None) -> int:
    options = _options(argv)
    with tempfile.TemporaryDirectory() as folder:
        names = {"VAR_DIR": folder, "MEDIA_ROOT": f"{folder}/media", "REDIS_URL": "", "LOG_LEVEL": "CRITICAL"}
        names |= {"DATABASE_URL": f"sqlite:///{folder}/b.sqlite3", "FORUM_RATE": "", "UPLOAD_RATE": ""}
        os.environ |= names | {"DJANGO_SETTINGS_MODULE": "tests.system.realtime.delivery.stage.settings"}
        return _measure_all(options, Path(folder))


def _measure_all(options: argparse.Namespace, folder: Path) -> int:
    import_later = __import__("tests.load.files_place", fromlist=["furnish"])
    place = import_later.furnish()
    sins = 0
    for cost in costs(place):
        for shape in options.shape if re.search(options.only, cost.name) else ():
            with place.server(folder, cost.before if shape == "before" else "") as server:
                sins += _measure(cost, shape, server, place, options.times) and shape == "now"
    return 1 if sins else 0


def _measure(cost: Cost, shape: str, server: Any, place: Any, times: int) -> bool:
    guests = [place.guest(server, number) for number in range(times)]
    usual = p99(_pages(server, lambda taken: len(taken) < 100))
    statuses: list[int] = []
    threads = [threading.Thread(target=lambda g=guest: statuses.append(cost.ask(g))) for guest in guests]
    with watched(server.process.pid) as peak:
        for thread in threads:
            thread.start()
        beside = p99(_pages(server, lambda taken: any(thread.is_alive() for thread in threads)))
    answers = {status: statuses.count(status) for status in sorted(set(statuses))}
    print(
        f"{cost.name}, {times} at once, {shape}: {peak[-1].mb} MB in at most {max(p.processes for p in peak)} "
        f"processes; p99 {beside:.0f} ms beside, {usual:.0f} ms usual (× {beside / usual:.1f}); answers {answers}",
        flush=True,
    )
    return peak[-1].mb > MOST_MB or beside > MOST_TIMES * usual


def _pages(server: Any, go_on: Callable[[list[float]], bool]) -> list[float]:
    """Milliseconds that a visitor's start page takes, one after the other."""
    taken: list[float] = []
    while go_on(taken) or not taken:
        began = time.monotonic()
        with suppress(urllib.error.HTTPError):
            urllib.request.urlopen(f"{server.url}/", timeout=PATIENCE).read()
        taken.append((time.monotonic() - began) * 1000)
        time.sleep(0.02)
    return taken


def p99(values: list[float]) -> float:
    return sorted(values)[min(len(values) - 1, int(len(values) * 0.99))]


@contextmanager
def watched(pid: int) -> Iterator[list[Peak]]:
    """The last entry is the highest sum of what this process and its children had in memory."""
    found, over = [Peak(0, 0)], threading.Event()

    def look() -> None:
        while not over.wait(0.02):
            pids = _family(pid)
            now = Peak(sum(map(_resident, pids)) // 1024, len(pids))
            found.append(max(now, found[-1]))

    thread = threading.Thread(target=look, daemon=True)
    thread.start()
    try:
        yield found
    finally:
        over.set()
        thread.join()


def _family(pid: int) -> list[int]:
    children: list[int] = []
    with suppress(OSError):
        for task in Path(f"/proc/{pid}/task").iterdir():
            children += map(int, (task / "children").read_text().split())
    return [pid, *(member for child in children for member in _family(child))]


def _resident(pid: int) -> int:
    """Kilobytes, shared ones by their share."""
    with suppress(OSError):
        found = re.search(r"^Pss:\s+(\d+)", Path(f"/proc/{pid}/smaps_rollup").read_text(), re.MULTILINE)
        return int(found[1]) if found else 0
    return 0


def _multipart(guest: Any, path: str, facts: dict[str, Any], part: bytes) -> int:
    edge, body = "edge", BytesIO()
    for name, value in facts.items():
        body.write(f'--{edge}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode())
    head = f'--{edge}\r\nContent-Disposition: form-data; name="part"; filename="part"\r\n\r\n'
    body.write(head.encode() + part + f"\r\n--{edge}--\r\n".encode())
    return _send(guest, path, body.getvalue(), f"multipart/form-data; boundary={edge}")


def _send(guest: Any, path: str, body: bytes, kind: str) -> int:
    headers = {"Cookie": guest.cookies, "X-CSRFToken": "c" * 32, "Content-Type": kind}
    request = urllib.request.Request(guest.server.url + path, data=body, headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
            while answer.read(1 << 20):
                pass
            return int(answer.status)
    except urllib.error.HTTPError as refused:
        return refused.code
    except OSError:
        return 0


def _options(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Expensive files in parallel to a small installation.")
    parser.add_argument("--only", default="")
    parser.add_argument("--times", type=int, default=8)
    parser.add_argument("--shape", nargs="+", choices=("now", "before"), default=["now", "before"])
    return parser.parse_args(argv)


if __name__ == "__main__":
    sys.exit(main())

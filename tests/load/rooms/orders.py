"""How the benchmark talks to its servers: a line in, a line out.

> go RATE SECONDS SIZE  send so many messages a second for so long, each longer by SIZE bytes
< done CPU SENT         processor seconds this took, messages sent
> memory                < memory BYTES
"""

from __future__ import annotations

import json
import os
import resource
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

EVENT = {
    "type": "message",
    "stream": "stage:1",
    "seq": 351,
    "rev": 351,
    "key": "7c9b1a52-8a53-4b0e-9d2b-5a1f3f0c7c11",
    "author": {"id": 7, "name": "Anna Weber", "place": "Spelle"},
    "at": "2026-11-22T13:00:00.123Z",
    "html": "<p>Wir haben den Bus an zwei Tagen in der Woche, und er ist voll. Wer mag, kommt am Dienstag mit.</p>",
    "reply_to": None,
    "edited": False,
    "removed": False,
    "reactions": {"danke": [7, 9]},
    "pinned": False,
    "item": "<li>" + "x" * 1_000 + "</li>",  # as long as the line of such a message is
}


def event(size: int) -> dict[str, Any]:
    """A message of a room that carries the moment it was sent, and `size` bytes more than usual."""
    return {"t": time.monotonic_ns(), **EVENT} | ({"more": "x" * size} if size else {})


def event_text(size: int) -> str:
    return json.dumps(event(size), ensure_ascii=False, separators=(",", ":"))


def pin() -> None:
    """Stay on one core, and open as many files as we may."""
    os.sched_setaffinity(0, {int(os.environ["CORE"])})
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))


def obey(send: Callable[[int], None]) -> None:
    """Follow the orders that come in, in a thread of its own; `send(size)` sends one message."""
    threading.Thread(target=_obey, args=(send,), daemon=True).start()


def _obey(send: Callable[[int], None]) -> None:
    print("ready", flush=True)
    for line in sys.stdin:
        order, *numbers = line.split()
        if order == "go":
            cpu, sent = _go(send, float(numbers[0]), float(numbers[1]), int(numbers[2]))
            print("done", cpu, sent, flush=True)
        else:
            pages = int(Path("/proc/self/statm").read_text().split()[1])
            print("memory", pages * os.sysconf("SC_PAGE_SIZE"), flush=True)
    os._exit(0)


def _go(send: Callable[[int], None], rate: float, seconds: float, size: int) -> tuple[float, int]:
    started, before = time.monotonic(), time.process_time()
    total = int(rate * seconds)
    for number in range(total):
        time.sleep(max(0.0, started + number / rate - time.monotonic()))
        send(size)
    time.sleep(1.0)  # what was sent last is still on its way
    return time.process_time() - before, total

"""Memory of a server and its children: the limit of a small machine, and what they hold together at their highest."""

from __future__ import annotations

import os
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

ROOT = Path("/sys/fs/cgroup")
LOOK_EVERY = 0.05  # seconds


class Group:
    """A control group whose processes get so many bytes and no more; what wants more is killed.

    Where groups cannot be made (not root, no controller) nothing is limited; `is_limited` says so.
    """

    def __init__(self, most: int) -> None:
        first, name = (ROOT / "memory", f"costs-{os.getpid()}")
        self._is_old = first.is_dir()  # version 1 of the interface has a tree for each controller
        self._path = (first if self._is_old else ROOT) / name
        self.is_limited = False
        with suppress(OSError):
            self._path.mkdir()
            limit = "memory.limit_in_bytes" if self._is_old else "memory.max"
            (self._path / limit).write_text(str(most))
            self.is_limited = True

    def take(self, pid: int) -> None:
        """Its children are taken with it from now on."""
        if self.is_limited:
            (self._path / "cgroup.procs").write_text(str(pid))

    def killed(self) -> int:
        """How many of them wanted too much."""
        if not self.is_limited:
            return 0
        told = self._path / ("memory.oom_control" if self._is_old else "memory.events")
        found = re.search(r"^oom_kill (\d+)", told.read_text(), re.MULTILINE)
        return int(found[1]) if found else 0

    def close(self) -> None:
        with suppress(OSError):
            self._path.rmdir()


@contextmanager
def watched(pid: int) -> Iterator[list[float]]:
    """The last entry is the highest sum, in MB, of what this process and its children held so far."""
    found, over = [0.0], threading.Event()

    def look() -> None:
        while not over.wait(LOOK_EVERY):
            found.append(max(found[-1], sum(map(_held, _family(pid))) / 1024))

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


def _held(pid: int) -> int:
    """Kilobytes, what is shared with others by its share."""
    with suppress(OSError):
        found = re.search(r"^Pss:\s+(\d+)", Path(f"/proc/{pid}/smaps_rollup").read_text(), re.MULTILINE)
        return int(found[1]) if found else 0
    return 0

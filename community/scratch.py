"""Long answers lie on the disk while they are sent; those that were made for it take no more than `AT_MOST` together.

Whoever takes nothing of theirs is cut (`community.connections`), but many may read slowly at once.
"""

from __future__ import annotations

import os
import tempfile
import threading
import weakref
from collections.abc import Iterable
from typing import IO, Any

from django.conf import settings

AT_MOST = 1_000_000_000  # bytes of one process
IN_MEMORY = 64 * 1024  # bytes of one answer


class Full(Exception):
    """There is no room for another answer."""


class Scratch:
    """What lies there is counted until nobody holds its file any more."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.lying = 0

    def keep(self, parts: Iterable[bytes]) -> IO[bytes]:
        """A file with these parts, at its beginning. Raises `Full`."""
        # Closed by whoever sends it. Not in `/tmp`, which may be memory.
        content: Any = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY, dir=str(settings.SCRATCH_ROOT))  # noqa: SIM115
        counted = Counted(self)
        weakref.finalize(content, counted.give_back)
        for part in parts:
            counted.take(len(part))
            content.write(part)
        content.seek(0)
        return content

    def hold(self, content: IO[bytes]) -> None:
        """Count a file that was made elsewhere to be sent: one without a name. Raises `Full`."""
        facts = os.fstat(content.fileno())
        if facts.st_nlink:
            return  # an attachment: it lies where it lies, however many read it
        counted = Counted(self)
        weakref.finalize(content, counted.give_back)
        counted.take(facts.st_size)

    def add(self, size: int) -> None:
        with self._lock:
            if size > 0 and self.lying + size > AT_MOST:
                raise Full
            self.lying += size


class Counted:
    """Bytes of one file."""

    def __init__(self, scratch: Scratch) -> None:
        self._scratch, self._size = scratch, 0

    def take(self, size: int) -> None:
        self._scratch.add(size)
        self._size += size

    def give_back(self) -> None:
        self._scratch.add(-self._size)
        self._size = 0

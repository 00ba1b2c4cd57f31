"""Turns: what costs much memory is done a few times at once on this machine, and the others wait for a while.

A turn is a locked file below `TURNS_ROOT`, because the memory of a machine is shared by all its processes. The system
frees it when its holder ends, however that happens.
"""

from __future__ import annotations

import fcntl
import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

from community.web.refusals import Busy

LOOK_AGAIN = 0.05  # seconds


class Turns:
    """`at_once` holders on this machine; of each process up to `waiting` more wait, for `within` seconds at most."""

    def __init__(self, name: str, *, at_once: int = 1, waiting: int = 0, within: float = 0.0) -> None:
        self.name, self.at_once, self.within = name, at_once, within
        self._places = threading.BoundedSemaphore(at_once + waiting)

    @contextmanager
    def take(self, sentence: object) -> Iterator[None]:
        """Hold one. Raises `Busy` with the sentence where too many wait already, or when none was free in time."""
        if not self._places.acquire(blocking=False):
            raise Busy(sentence, seconds=_soon(self.within))
        try:
            handle, path = self._locked(sentence)
            try:
                yield
            finally:
                # Nobody can lock a name that is gone, so the file goes while it is still ours.
                path.unlink(missing_ok=True)
                os.close(handle)
        finally:
            self._places.release()

    def _locked(self, sentence: object) -> tuple[int, Path]:
        end = time.monotonic() + self.within
        while True:
            for number in range(self.at_once):
                path = _folder() / f"{self.name}-{number}"
                if (handle := _lock(path)) is not None:
                    return handle, path
            if time.monotonic() >= end:
                raise Busy(sentence, seconds=_soon(self.within))
            time.sleep(LOOK_AGAIN)


def _lock(path: Path) -> int | None:
    """An open, locked file that stands under its name; `None` where somebody else holds it."""
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        if os.fstat(handle).st_nlink:
            return handle
    except BlockingIOError:
        pass
    except BaseException:
        os.close(handle)
        raise
    os.close(handle)
    return None


def _folder() -> Path:
    folder = Path(settings.TURNS_ROOT)
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder


def _soon(within: float) -> int:
    """When to try again: as long as one would have waited."""
    return max(5, int(within))

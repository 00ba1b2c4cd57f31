"""A worker: goes round and round until it is told to stop. Any number may work side by side.

Each lane has a thread of its own, so that what takes long holds up nothing but its like.
"""

from __future__ import annotations

import logging
import threading

from django.db import connections

from community.jobs import registry
from community.jobs.periodic import do_round
from community.jobs.waking import woken

PAUSE = 2.0  # seconds between rounds in which there was nothing to do
LANES_END_WITHIN = 5.0  # seconds; what is not finished then is done again by another worker
logger = logging.getLogger(__name__)


class Worker:
    def __init__(self, *, pause: float = PAUSE) -> None:
        self.pause = pause
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None

    def work(self) -> None:
        """Rounds until `stop`; a round that fails as a whole (no database) is logged and tried again."""
        lanes = [
            threading.Thread(target=self._work_in, args=(lane,), name=f"worker-{lane}", daemon=True)
            for lane in registry.lanes()
        ]
        for thread in lanes:
            thread.start()
        while not self._stopping.is_set():
            woken.clear()
            if not self._round(registry.MAIN):
                woken.wait(self.pause)
        for thread in lanes:
            thread.join(LANES_END_WITHIN)

    def start(self) -> None:
        """Work in a thread of this process."""
        self._thread = threading.Thread(target=self.work, name="worker", daemon=True)
        self._thread.start()

    def stop(self, *, within: float = 0.0) -> None:
        """End after what is being done; wait up to `within` seconds for that. Safe in a signal handler."""
        self._stopping.set()
        woken.set()
        if self._thread is not None and within:
            self._thread.join(within)

    def _work_in(self, lane: str) -> None:
        """Nobody is woken for these: they can wait."""
        while not self._stopping.is_set():
            if not self._round(lane):
                self._stopping.wait(self.pause)

    def _round(self, lane: str) -> int:
        try:
            return do_round(lane)
        except Exception:
            logger.exception("A round of work failed")
            return 0
        finally:
            connections.close_all()

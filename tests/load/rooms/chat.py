"""The whole way of a message, in a process with a database of its own: HTTP, commit, layer, every socket."""

from __future__ import annotations

import argparse
import asyncio
import os
import resource
import statistics
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple
from uuid import uuid4

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.system.realtime.delivery.stage.settings"
django.setup()

from django.core.management import call_command  # noqa: E402

from tests.load.faults.house import House  # noqa: E402
from tests.load.faults.talk import TEXT, Ear, Place, Reader, request, take_answer  # noqa: E402
from tests.load.report import PACE_MS, report, yardstick  # noqa: E402

WARM = 50  # messages before it counts
P99_MS, CPU_US = 20.0, 45.0
MEASURED_EVERY = 50  # messages, how fast this core is just now
CORES = sorted(os.sched_getaffinity(0))


class Crowd:
    """All readers; knows when the last of them has a message."""

    def __init__(self, place: Place, cookies: Sequence[str]) -> None:
        self.readers = [Reader(place, cookie) for cookie in cookies]
        self.missing = 0
        self.all_have_it = asyncio.Event()
        for reader in self.readers:
            reader.hear = self._hear  # type: ignore[method-assign]

    async def come(self) -> None:
        self.ears = [await Ear.open(reader) for reader in self.readers]

    def expect(self) -> None:
        self.missing = len(self.readers)
        self.all_have_it.clear()

    def _hear(self, payload: bytes) -> None:
        if payload.startswith(b'{"type":"message"'):
            self.missing -= 1
            if self.missing == 0:
                self.all_have_it.set()


def main() -> int:
    options = _options()
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    call_command("migrate", verbosity=0)
    house = House.open(Path(os.environ["VAR_DIR"]), processes=1, layer=True)
    try:
        place, readers, writers = house.people(readers=options.listeners, writers=1, each=1)
        web = house.servers[0].process.pid
        os.sched_setaffinity(0, {CORES[-1]})
        for thread in Path(f"/proc/{web}/task").iterdir():
            os.sched_setaffinity(int(thread.name), {CORES[0]})
        measured = asyncio.run(_measure(place, readers, writers[0], web, options.messages))
    finally:
        house.close()
    pace = statistics.median(measured.paces) / PACE_MS
    rows = [
        _row("as it was", options, measured.delays, measured.cpu),
        _row(f"at {PACE_MS} ms", options, [delay / pace for delay in measured.delays], measured.cpu / pace),
    ]
    over = rows[-1]["p99 ms"] > P99_MS or rows[-1]["µs CPU of the web process per delivery"] > CPU_US
    paces = ", ".join(map(str, measured.paces))
    report(rows, to=options.json, bounds=f"p99 {P99_MS} ms, {CPU_US} µs", broken=over, yardsticks_ms=paces)
    return 1 if over else 0


def _row(pace: str, options: argparse.Namespace, delays: Sequence[float], cpu: float) -> dict[str, Any]:
    return {
        "pace": pace,
        "listeners": options.listeners,
        "messages": options.messages,
        "p50 ms": round(sorted(delays)[len(delays) // 2] * 1000, 1),
        "p99 ms": round(sorted(delays)[len(delays) * 99 // 100] * 1000, 1),
        "µs CPU of the web process per delivery": round(cpu / options.messages / options.listeners * 1e6, 1),
        "ms CPU per message": round(cpu / options.messages * 1000, 2),
    }


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument("--listeners", type=int, default=200)
    parser.add_argument("--messages", type=int, default=500)
    parser.add_argument("--json", type=Path)
    return parser.parse_args()


class Measured(NamedTuple):
    """Seconds from sending until the last listener had it, for each message; processor seconds of them all; how many
    milliseconds the yardstick took meanwhile.
    """

    delays: list[float]
    cpu: float
    paces: list[float]


async def _measure(place: Place, cookies: Sequence[str], writer: str, web: int, messages: int) -> Measured:
    crowd = Crowd(place, cookies)
    await crowd.come()
    line = await asyncio.open_connection("127.0.0.1", place.door())
    delays, paces, cpu, before = [], [], 0.0, 0.0
    for number in range(WARM + messages):
        if (number - WARM) % MEASURED_EVERY == 0 and number >= WARM:
            # The yardstick is taken while nothing is sent; what the server does of itself meanwhile is not counted.
            cpu += _cpu(web) - before if paces else 0.0
            paces.append(yardstick(tries=2))
            before = _cpu(web)
        crowd.expect()
        began = time.perf_counter()
        form = {"key": str(uuid4()), "text": TEXT}
        line[1].write(request(place.door(), f"{place.address}/nachrichten/", writer, form, keep=True))
        status, _body = await take_answer(line[0])
        assert status == 201, status
        await asyncio.wait_for(crowd.all_have_it.wait(), 30)
        delays.append(time.perf_counter() - began)
    return Measured(delays[WARM:], cpu + _cpu(web) - before, paces)


def _cpu(pid: int) -> float:
    """Processor seconds of a process so far."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    sys.exit(main())

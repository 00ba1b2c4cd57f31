"""One message to everyone in a room: ours, beside a stock Channels consumer and the least that Python can do.

Each server has a core of its own, the listeners have the other one. Processor time per delivery is the server's,
delays are from the moment of sending to the moment of reading. Behind it: what a sleeping socket weighs, and what
browsers that never read cost the others.

A machine that is busy with something else only ever makes things slower, and borrowed cores change their pace from one
ten seconds to the next. So all of it is done in rounds, one server after the other, and each figure is that of the
round in which it was best. Every measurement is printed when it is made; the table comes at the end.

`--quick` is for looking while one works: only the fan-out, in shorter rounds, and as many of them as will
end within `QUICK_WITHIN` seconds.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import resource
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from tests.load.report import report
from tests.load.rooms.listeners import Listeners

ROOT = Path(__file__).resolve().parents[2]
KINDS = {"ours": "ours", "stock": "Channels group on Daphne", "floor": "websockets broadcast()"}
DELIVERIES = 2_000  # offered a second
HEAVY_RATE, HEAVY = (
    5,
    20_000,
)  # messages a second, bytes: fills the buffers of one who does not read in seconds
KB, MB = 1_000, 1_000_000
QUICK_SECONDS, QUICK_WITHIN = 4.0, 150.0
CORES = sorted(os.sched_getaffinity(0))


def main(argv: Sequence[str] | None = None) -> int:
    """Measure, print and write; 1 when something is over its bound."""
    options = _options(argv)
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    os.sched_setaffinity(0, {CORES[-1]})
    rows = _rounds(options)
    facts = {} if options.quick else {**asyncio.run(_weigh(options.idle)), **_endured(options.rounds)}
    broken = [*_over(rows), *_over_facts(facts)]
    facts = {"deliveries offered a second": DELIVERIES, **_ratios(rows), **facts}
    report(rows, to=options.json, rounds=options.rounds, **facts, broken="; ".join(broken) or "nothing")
    return 1 if broken else 0


def _options(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="What a message to everyone in a room costs.")
    parser.add_argument("--sockets", type=int, nargs="+", default=[200, 500])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument(
        "--seconds", type=float, help=f"of each measurement; 15, and {QUICK_SECONDS:g} if quick"
    )
    parser.add_argument("--idle", type=int, default=2000, help="sleeping sockets to weigh")
    parser.add_argument("--quick", action="store_true", help="only the fan-out, within three minutes")
    parser.add_argument("--json", type=Path)
    options = parser.parse_args(argv)
    options.seconds = options.seconds or (QUICK_SECONDS if options.quick else 15.0)
    return options


class Running:
    """A server at work, as `tests.load.rooms.orders` describes it."""

    def __init__(self, process: asyncio.subprocess.Process, port: int) -> None:
        self._process = process
        self.port = port
        self.cookie = ""

    async def ask(self, order: str = "") -> list[str]:
        """Give an order (or none) and read the answer."""
        assert self._process.stdin and self._process.stdout
        if order:
            self._process.stdin.write(f"{order}\n".encode())
        line = (await self._process.stdout.readline()).decode().split()
        assert line, "the server is gone"
        return line

    async def ready(self) -> None:
        while (line := await self.ask())[0] != "ready":
            if line[0] == "cookie":
                self.cookie = line[1]

    async def go(self, rate: float, seconds: float, size: int = 0) -> tuple[float, int]:
        _done, cpu, sent = await self.ask(f"go {rate} {seconds} {size}")
        return float(cpu), int(sent)

    async def memory(self) -> int:
        return int((await self.ask("memory"))[1])


@asynccontextmanager
async def _running(kind: str) -> AsyncIterator[Running]:
    port = _free_port()
    with tempfile.TemporaryDirectory() as folder:
        names = {
            "PORT": str(port),
            "CORE": str(CORES[0]),
            "VAR_DIR": folder,
            "SOCKETS_OF_ONE_MEMBER": "0",
            "DATABASE_URL": f"sqlite:///{folder}/bench.sqlite3",
            "ALLOWED_ORIGINS": f"http://127.0.0.1:{port}",
        }
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", f"tests.load.rooms.{kind}"),
            cwd=ROOT,
            env=os.environ | names,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        running = Running(process, port)
        try:
            await running.ready()
            yield running
        finally:
            process.kill()
            await process.wait()


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    return port


def _rounds(options: argparse.Namespace) -> list[dict[str, Any]]:
    """A row for each server and number of sockets, from rounds in which they take turns."""
    began, turns = time.monotonic(), []
    for number in range(1, options.rounds + 1):
        taken = time.monotonic() - began
        if turns and options.quick and taken + taken / len(turns) > QUICK_WITHIN:
            _say(f"round {number}", "there is no time for it")
            break
        turns.append([])
        for sockets in options.sockets:
            for kind in KINDS:
                row = asyncio.run(_fan_out(kind, sockets, options.seconds))
                turns[-1].append(row)
                _say(f"round {number}", ", ".join(f"{value} {name}" for name, value in row.items()))
    return [_best(rows) for rows in zip(*turns, strict=True)]


def _say(what: str, found: str) -> None:
    """At once, also where the output goes into a file."""
    print(f"{what}: {found}", flush=True)


def _best(rows: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Of every figure the smallest; but what went missing, in any round, stays missing."""
    smallest = {name: min(row[name] for row in rows) for name in rows[0]}
    return smallest | {"missing": sum(row["missing"] for row in rows)}


async def _fan_out(kind: str, sockets: int, seconds: float) -> dict[str, Any]:
    async with _running(kind) as server:
        listeners = Listeners(server.port, server.cookie)
        await listeners.come(sockets)
        await server.go(DELIVERIES / sockets, 2)  # warm
        listeners.arrivals.clear()
        cpu, sent = await server.go(DELIVERIES / sockets, seconds)
        arrived = len(listeners.arrivals)
        listeners.leave()
        return {
            "server": KINDS[kind],
            "sockets": sockets,
            "µs per delivery": round(cpu / max(arrived, 1) * 1e6, 1),
            "p50 ms": _percentile(listeners.arrivals, 50),
            "p99 ms": _percentile(listeners.arrivals, 99),
            "missing": sent * sockets - arrived,
        }


async def _weigh(number: int) -> dict[str, float]:
    async with _running("ours") as server:
        listeners = Listeners(server.port, server.cookie)
        await listeners.come(50)
        before = await server.memory()
        await listeners.come(number)
        await asyncio.sleep(2)
        after = await server.memory()
        listeners.leave()
        found = {"kB per sleeping socket": round((after - before) / number / KB, 1)}
        _say("asleep", str(found))
        return found


def _endured(rounds: int) -> dict[str, float]:
    """The worst of what the sleepers cost in any round; of delays the best, both alone and beside them."""
    found = [asyncio.run(_endure()) for _ in range(rounds)]
    return {name: (min if name.startswith("p99") else max)(one[name] for one in found) for name in found[0]}


async def _endure() -> dict[str, float]:
    """A hundred listeners alone, then beside fifty that never read, until the last of these is cut off."""
    async with _running("ours") as server:
        awake, asleep = Listeners(server.port, server.cookie), Listeners(server.port, server.cookie)
        await awake.come(100)
        await server.go(HEAVY_RATE, 2, HEAVY)
        awake.arrivals.clear()
        await server.go(HEAVY_RATE, 10, HEAVY)
        alone, awake.arrivals = awake.arrivals, []
        await asleep.come(50, reading=False)
        before, started = await server.memory(), time.monotonic()
        peak, sent = before, 0
        while time.monotonic() - started < 60 and not all(one.is_cut for one in asleep.all):
            sent += (await server.go(HEAVY_RATE, 1, HEAVY))[1]
            peak = max(peak, await server.memory())
        cut_after = time.monotonic() - started
        beside, awake.arrivals = awake.arrivals, []
        # Before and after, so that a machine that has become busier meanwhile is not blamed on those who slept.
        await server.go(HEAVY_RATE, 10, HEAVY)
        facts = {
            "MB for 50 that never read": round((peak - before) / MB, 1),
            "s until all 50 were cut": round(cut_after, 1),
            "p99 ms alone": _percentile(alone + awake.arrivals, 99),
            "p99 ms beside them": _percentile(beside, 99),
            "lost beside them": sent * 100 - len(beside),
        }
        awake.leave()
        asleep.leave()
        _say("beside those who never read", str(facts))
        return facts


def _ratios(rows: list[dict[str, Any]]) -> dict[str, float]:
    """How ours stands to the floor and to stock, by number of sockets."""
    by_place = {(row["server"], row["sockets"]): row for row in rows}
    ratios = {}
    for sockets in dict.fromkeys(row["sockets"] for row in rows):
        ours, stock, floor = (by_place[KINDS[kind], sockets] for kind in ("ours", "stock", "floor"))
        cost, delay = "µs per delivery", "p99 ms"
        ratios[f"{sockets} sockets: times the floor's CPU"] = round(ours[cost] / floor[cost], 2)
        ratios[f"{sockets} sockets: times better than stock"] = round(stock[cost] / ours[cost], 1)
        ratios[f"{sockets} sockets: times the floor's p99"] = round(ours[delay] / floor[delay], 2)
    return ratios


def _over(rows: list[dict[str, Any]]) -> list[str]:
    found = []
    by_place = {(row["server"], row["sockets"]): row for row in rows}
    for (server, sockets), row in by_place.items():
        if server != KINDS["ours"]:
            continue
        stock, floor = by_place[KINDS["stock"], sockets], by_place[KINDS["floor"], sockets]
        cost = row["µs per delivery"]
        if cost > 1.2 * floor["µs per delivery"]:
            found.append(f"{sockets} sockets: over 1.2 times the floor")
        if cost * 15 > stock["µs per delivery"]:
            found.append(f"{sockets} sockets: not 15 times better than stock")
        if row["p99 ms"] > 1.5 * floor["p99 ms"]:
            found.append(f"{sockets} sockets: p99 over 1.5 times the floor's")
        if row["missing"]:
            found.append(f"{sockets} sockets: {row['missing']} missing")
    return found


def _over_facts(facts: dict[str, float]) -> list[str]:
    bounds = {"kB per sleeping socket": 40, "MB for 50 that never read": 64, "s until all 50 were cut": 30}
    found = [f"{name}: {facts[name]}" for name, bound in bounds.items() if facts.get(name, 0) > bound]
    if facts and facts["p99 ms beside them"] > 1.2 * facts["p99 ms alone"]:
        found.append("those who never read slow the others down")
    return found


def _percentile(delays: list[float], percent: int) -> float:
    ordered = sorted(delays)
    return round(ordered[min(len(ordered) - 1, len(ordered) * percent // 100)] * 1000, 2) if ordered else 0.0


if __name__ == "__main__":
    sys.exit(main())

"""A search in 10,000 posts and in 100,000: how long the page takes, and how much longer in ten times as many.

Both sizes are filled and searched in one run, each in a database and a process of its own, in turns; the small one is
the baseline. The bound in milliseconds is for a core of a certain pace (`report.PACE_MS`), measured meanwhile. The time
is the processor's of the process and, on PostgreSQL, what its server took; the queries are those of
`tests/db/community/search/queries.toml` and frequent words of the bulk data.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg

from tests.load.report import PACE_MS, report, yardstick
from tests.parts import find_parts

ROOT = Path(__file__).resolve().parents[2]
SMALL, LARGE = 10_000, 100_000
BOUND_MS, BOUND_RATIO = 150.0, 1.2
MEASURED_EVERY = 20  # searches, how fast this core is just now


def main(argv: Sequence[str] | None = None) -> int:
    """Measure both sizes on each database there is; 1 when a search is slower than its bounds."""
    options = _options(argv)
    rows = [row for name in _databases() for row in _compare(name, options.posts)]
    over = [row["database"] for row in rows if row["p95 at pace"] > BOUND_MS or row["ratio"] > BOUND_RATIO]
    report(
        rows,
        to=options.json,
        pace=f"{PACE_MS} ms",
        bound_ms=BOUND_MS,
        bound_ratio=BOUND_RATIO,
        over=", ".join(over),
    )
    return 1 if over else 0


def _options(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="How the search copes with ten times as much.")
    parser.add_argument("--posts", type=int, default=LARGE, help="how many posts the large database holds")
    parser.add_argument("--json", type=Path)
    return parser.parse_args(argv)


def _databases() -> list[str]:
    return ["sqlite", *(["postgresql"] if find_parts()["postgresql"] else [])]


def _compare(name: str, posts: int) -> Iterator[dict[str, Any]]:
    """A row for each size. They take turns, search by search: what the machine does meanwhile meets both alike."""
    times: dict[int, list[float]] = {SMALL: [], posts: []}
    queries, paces = dict.fromkeys(times, 0), []
    with ExitStack() as stack:
        searchers = {size: stack.enter_context(_searching(name, size)) for size in times}
        searches = min([int(_line(searcher)) for searcher in searchers.values()])
        for number in range(searches):
            if number % MEASURED_EVERY == 0:
                paces.append(yardstick(tries=2) / PACE_MS)
            for size, searcher in searchers.items():
                assert searcher.stdin
                searcher.stdin.write("next\n")
                searcher.stdin.flush()
                milliseconds, count = _line(searcher).split()
                times[size].append(float(milliseconds))
                queries[size] = max(queries[size], int(count))
    pace, base = statistics.median(paces), _p95(times[SMALL])
    for size, taken in times.items():
        yield {
            "database": name,
            "posts": size,
            "searches": len(taken),
            "queries": queries[size],
            "median ms": statistics.median(taken),
            "p95 ms": _p95(taken),
            "p95 at pace": _p95(taken) / pace,
            "ratio": _p95(taken) / base,
        }


def _p95(times: list[float]) -> float:
    return sorted(times)[int(len(times) * 0.95)]


def _line(searcher: subprocess.Popen[str]) -> str:
    assert searcher.stdout
    line = searcher.stdout.readline()
    if not line:
        raise RuntimeError("a searching process has ended")
    return line


@contextmanager
def _searching(name: str, posts: int) -> Iterator[subprocess.Popen[str]]:
    """A process that fills a database of its own and searches it, see `searches.serve`."""
    with tempfile.TemporaryDirectory() as folder, _database(name) as address:
        env = {**os.environ, "VAR_DIR": folder, "ALLOWED_ORIGINS": "http://testserver", **address}
        if not address:
            env.pop("DATABASE_URL", None)
        code = f"from tests.load.searches import serve; serve({posts})"
        command = [sys.executable, "manage.py", "shell", "--no-imports", "-c", code]
        pipe = subprocess.PIPE
        searcher = subprocess.Popen(command, cwd=ROOT, env=env, stdin=pipe, stdout=pipe, text=True)
        try:
            yield searcher
        finally:
            searcher.kill()
            searcher.wait()


@contextmanager
def _database(name: str) -> Iterator[dict[str, str]]:
    """The setting for an empty database, which is dropped afterwards; none for the embedded one."""
    if name == "sqlite":
        yield {}
        return
    server, _slash, _old = str(find_parts()["postgresql"]).rpartition("/")
    fresh = f"bench_{uuid4().hex[:12]}"
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{fresh}"')
        try:
            yield {"DATABASE_URL": f"{server}/{fresh}"}
        finally:
            connection.execute(f'DROP DATABASE "{fresh}" WITH (FORCE)')


if __name__ == "__main__":
    sys.exit(main())

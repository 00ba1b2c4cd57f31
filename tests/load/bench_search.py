"""A search in 10,000 posts and in 100,000: how long the page takes, and how much longer in ten times as many.

Both sizes are filled and measured in one run, each in a database of its own and a child of its own; the small one is
the baseline. The time is the processor's of the process and, on PostgreSQL, what its server took; the queries are
those of `tests/search/queries.toml` and frequent words of the bulk data.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg

from tests.load.report import report
from tests.parts import find_parts

ROOT = Path(__file__).resolve().parents[2]
SMALL, LARGE = 10_000, 100_000
BOUND_MS, BOUND_RATIO = 150.0, 1.2


def main(argv: Sequence[str] | None = None) -> int:
    """Measure both sizes on each database there is; 1 when a search is slower than its bounds."""
    options = _options(argv)
    rows = [row for name in _databases() for row in _compare(name, options.posts)]
    over = [row["database"] for row in rows if row["p95 ms"] > BOUND_MS or row["ratio"] > BOUND_RATIO]
    report(rows, to=options.json, bound_ms=BOUND_MS, bound_ratio=BOUND_RATIO, over=", ".join(over))
    return 1 if over else 0


def _options(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="How the search copes with ten times as much.")
    parser.add_argument("--posts", type=int, default=LARGE, help="how many posts the large database holds")
    parser.add_argument("--json", type=Path)
    return parser.parse_args(argv)


def _databases() -> list[str]:
    return ["sqlite", *(["postgresql"] if find_parts()["postgresql"] else [])]


def _compare(name: str, posts: int) -> Iterator[dict[str, Any]]:
    few = many = 0.0
    for size in (SMALL, posts):
        measured = _child(name, size)
        few, many = (many, measured["p95"]) if size != SMALL else (0.0, measured["p95"])
        yield {
            "database": name,
            "posts": size,
            "searches": measured["searches"],
            "queries": measured["queries"],
            "median ms": measured["median"],
            "p95 ms": measured["p95"],
            "ratio": many / few if few else 1.0,
        }


def _child(name: str, posts: int) -> dict[str, Any]:
    """The measurements of one size, taken in a process with its own database."""
    with tempfile.TemporaryDirectory() as folder, _database(name) as address:
        env = {**os.environ, "VAR_DIR": folder, "ALLOWED_ORIGINS": "http://testserver", **address}
        if not address:
            env.pop("DATABASE_URL", None)
        code = f"import json; from tests.load.searches import measure; print(json.dumps(measure({posts})))"
        command = [sys.executable, "manage.py", "shell", "--no-imports", "-c", code]
        done = subprocess.run(command, cwd=ROOT, env=env, stdout=subprocess.PIPE, text=True, check=True)
        found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
        return found


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

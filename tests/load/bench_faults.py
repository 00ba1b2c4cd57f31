"""Nothing lost, doubled or out of order in a room while Redis and processes die: a cluster, then one process on SQLite.

The cluster is two processes on PostgreSQL and a Redis of its own, which is killed, emptied and paused; then one process
is killed with -9. The single process on SQLite is killed too. Every fault proves that it happened.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from tests.load.databases import database

ROOT = Path(__file__).resolve().parents[2]
SHAPES = ("cluster", "single")


def main(argv: Sequence[str] | None = None) -> int:
    """Run each shape in a child with a database of its own; 1 when anything was lost, doubled or out of order."""
    options = _options(argv)
    codes = []
    for shape in options.shape:
        results = options.json and options.json.with_stem(f"{options.json.stem}-{shape}")
        with tempfile.TemporaryDirectory() as folder:
            codes.append(_in_child(shape, folder, options, results))
    return max(codes)


def _options(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="A room under faults.")
    parser.add_argument("--shape", nargs="+", choices=SHAPES, default=list(SHAPES))
    parser.add_argument("--clients", type=int, default=200)
    parser.add_argument("--writers", type=int, default=20)
    parser.add_argument("--messages", type=int, default=10_000)
    parser.add_argument("--json", type=Path)
    return parser.parse_args(argv)


def _in_child(shape: str, folder: str, options: argparse.Namespace, results: Path | None) -> int:
    names = {"VAR_DIR": folder, "ROOM_RATE": "", "REDIS_URL": "", "EMBEDDED_WORKER": "0"}
    command = [sys.executable, "-m", "tests.load.faults.child", shape]
    command += [f"--{name}={getattr(options, name)}" for name in ("clients", "writers", "messages")]
    command += [f"--json={results}"] if results else []
    with database("sqlite" if shape == "single" else "postgresql", folder) as url:
        return subprocess.run(command, cwd=ROOT, env=os.environ | names | {"DATABASE_URL": url}).returncode


if __name__ == "__main__":
    sys.exit(main())

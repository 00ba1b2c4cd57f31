"""The whole path of a chat message: posted by HTTP, committed, rung, read by 200 listeners, one after the other.

One server process on a core of its own, the listeners on the other; PostgreSQL and a Redis of its own. The next message
is sent when everyone has the previous one. Beside it stands a fixed piece of work, to compare machines by.
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


def main(argv: Sequence[str] | None = None) -> int:
    """Measure in a child with a database of its own; 1 when it is over its bounds."""
    parser = argparse.ArgumentParser(description="The whole path of a chat message.", add_help=False)
    parser.add_argument("--json", type=Path)
    options, rest = parser.parse_known_args(argv)
    results = [f"--json={options.json}"] if options.json else []
    with tempfile.TemporaryDirectory() as folder, database("postgresql", folder) as url:
        names = {
            "VAR_DIR": folder,
            "DATABASE_URL": url,
            "ROOM_RATE": "",
            "SOCKETS_OF_ONE_MEMBER": "0",
            "REDIS_URL": "",
            "EMBEDDED_WORKER": "0",
        }
        command = [sys.executable, "-m", "tests.load.rooms.chat", *results, *rest]
        return subprocess.run(command, cwd=ROOT, env=os.environ | names).returncode


if __name__ == "__main__":
    sys.exit(main())

"""What a stranger can make the small form pay: each expensive request in parallel, memory and a usual page beside it.

One process on SQLite, once as it is and once with the former settings, which must be over a bound: they are the proof
that the request is expensive at all.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def main(argv: Sequence[str] | None = None) -> int:
    """Run in a child with a database and folders of its own; 1 when anything is over a bound, or never was."""
    options = _options(argv)
    with tempfile.TemporaryDirectory() as folder:
        names = {
            "VAR_DIR": folder,
            "MEDIA_ROOT": f"{folder}/media",
            "DATABASE_URL": f"sqlite:///{folder}/b.sqlite3",
        }
        names |= {"REDIS_URL": "", "LOG_LEVEL": "CRITICAL", "FORUM_RATE": "", "UPLOAD_RATE": ""}
        command = [sys.executable, "-m", "tests.load.costs.child", f"--seconds={options.seconds}"]
        command += [f"--only={options.only}"] if options.only else []
        command += [f"--json={options.json}"] if options.json else []
        return subprocess.run(command, cwd=ROOT, env=os.environ | names).returncode


def _options(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Expensive requests in parallel to a small installation.")
    parser.add_argument("--seconds", type=float, default=10.0, help="that each of them lasts")
    parser.add_argument("--only", default="", help="those whose name fits this regular expression")
    parser.add_argument("--json", type=Path)
    return parser.parse_args(argv)


if __name__ == "__main__":
    sys.exit(main())

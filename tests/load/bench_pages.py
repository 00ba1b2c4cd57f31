"""The busy pages with few posts and with very many: the same queries, and how much longer they take.

Runs in two children, each with an embedded database of its own; the small one is the baseline. The time is the
processor's of this process, the best of the repetitions, so a busy machine does not blur the ratio.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tests.load.report import report

ROOT = Path(__file__).resolve().parents[2]
SMALL, LARGE = 200, 200_000
BOUND = 3.0  # times the baseline


def main(argv: Sequence[str] | None = None) -> int:
    """Measure both sizes and compare; 1 when query counts differ or a page takes more than BOUND times as long."""
    options = _options(argv)
    few, many = _child(SMALL), _child(options.posts)
    rows = [
        {
            "page": name,
            "queries": few[name]["queries"],
            f"queries, {options.posts:,} posts": many[name]["queries"],
            "ms": few[name]["ms"],
            f"ms, {options.posts:,} posts": many[name]["ms"],
            "ratio": many[name]["ms"] / few[name]["ms"],
        }
        for name in few
    ]
    differing = [row["page"] for row in rows if row["queries"] != row[f"queries, {options.posts:,} posts"]]
    slow = [row["page"] for row in rows if row["ratio"] > BOUND]
    report(rows, to=options.json, bound=BOUND, differing=", ".join(differing), over=", ".join(slow))
    return 1 if differing or slow else 0


def _options(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="How the busy pages cope with very many posts.")
    parser.add_argument("--posts", type=int, default=LARGE, help="how many posts the large database holds")
    parser.add_argument("--json", type=Path)
    return parser.parse_args(argv)


def _child(posts: int) -> dict[str, Any]:
    """The measurements of one size, taken in a process with its own database."""
    with tempfile.TemporaryDirectory() as folder:
        env = {
            **os.environ,
            "VAR_DIR": folder,
            "ALLOWED_ORIGINS": "http://testserver",
        }
        env.pop("DATABASE_URL", None)
        code = f"import json; from tests.load.pages import fill_and_open; print(json.dumps(fill_and_open({posts})))"
        command = [sys.executable, "manage.py", "shell", "--no-imports", "-c", code]
        done = subprocess.run(command, cwd=ROOT, env=env, stdout=subprocess.PIPE, text=True, check=True)
        return json.loads(done.stdout.splitlines()[-1])


if __name__ == "__main__":
    sys.exit(main())

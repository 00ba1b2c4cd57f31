"""Every address × every parameter × every odd value, on both databases: no answer may be a 500.

The test that is taken every day (`tests/system/crawls/test_odd_input.py`) tries each parameter with a few of the
values. This takes them all, in one child per database, and names each kind of fault once.
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
VENDORS = ("sqlite", "postgresql")


def main(argv: Sequence[str] | None = None) -> int:
    """Walk on each database in a child of its own; 1 where anything answered 500."""
    options = _options(argv)
    codes = []
    for vendor in options.database:
        results = options.json and options.json.with_stem(f"{options.json.stem}-{vendor}")
        with tempfile.TemporaryDirectory() as folder, database(vendor, folder) as url:
            names = {"VAR_DIR": folder, "DATABASE_URL": url, "REDIS_URL": "", "LOG_LEVEL": "CRITICAL"}
            names |= {"FORUM_RATE": "", "ROOM_RATE": "", "UPLOAD_RATE": "", "MEDIA_ROOT": f"{folder}/media"}
            command = [sys.executable, "-m", "tests.odd.exhaustive"]
            command += [f"--json={results}"] if results else []
            command += [f"--only={options.only}"] if options.only else []
            codes.append(subprocess.run(command, cwd=ROOT, env=os.environ | names).returncode)
    return max(codes)


def _options(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="All odd values in all parameters.")
    parser.add_argument("--database", nargs="+", choices=VENDORS, default=list(VENDORS))
    parser.add_argument("--only", default="", help="addresses whose name fits this regular expression")
    parser.add_argument("--json", type=Path)
    return parser.parse_args(argv)


if __name__ == "__main__":
    sys.exit(main())

"""Two moderators decide the same case in the same moment, many times: one wins each, and one row says so.

Counted are only races in which both were at it at the same time; on PostgreSQL both wait for each other inside their
transactions, right before the lock. A race that was none counts as wrong.

Runs in a child with a database of its own: the embedded one, or the PostgreSQL of `--database URL`, which is filled
and not cleared. There is no baseline: the bound is that nothing ever goes wrong.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from tests.load.report import report

ROOT = Path(__file__).resolve().parents[2]
RACES = 1_000


def main(argv: Sequence[str] | None = None) -> int:
    options = _options(argv)
    if options.child:
        return _race(options)
    with tempfile.TemporaryDirectory() as folder:
        named = {"DATABASE_URL": options.database} if options.database else {}
        env = {**os.environ, "VAR_DIR": folder, "DEMO": "1", "DJANGO_SETTINGS_MODULE": "community.settings"}
        again = [sys.executable, "-m", "tests.load.bench_deciding", "--child", "--races", str(options.races)]
        into = ["--json", str(options.json)] if options.json else []
        return subprocess.run([*again, *into], cwd=ROOT, env=env | named, check=False).returncode


def _options(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Two moderators who decide the same case at once.")
    parser.add_argument("--races", type=int, default=RACES)
    parser.add_argument("--database", default="", help="a DATABASE_URL; else the embedded database")
    parser.add_argument("--json", type=Path)
    parser.add_argument("--child", action="store_true", help=argparse.SUPPRESS)
    return parser.parse_args(argv)


def _race(options: argparse.Namespace) -> int:
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    from community.audit.models import AuditEvent
    from community.moderation.models import Decision
    from tests.load.deciding import deciding_at_once, waiting_case

    call_command("migrate", verbosity=0)
    wrong, together, winners, start = 0, 0, Counter[str](), time.monotonic()
    for _ in range(options.races):
        case, officers = waiting_case()
        race = deciding_at_once(case, officers)
        rows = Decision.objects.filter(case=case)
        history = AuditEvent.objects.about(case).filter(verb="decide_case")
        fair = race.outcomes.count("decided") == rows.count() == history.count() == 1
        wrong += not (fair and race.was_one)
        together += race.was_one
        winners.update(rows.values_list("result", flat=True))
    seconds = time.monotonic() - start
    rows_of_table = [
        {
            "races": options.races,
            "at the same time": together,
            "one winner": options.races - wrong,
            "wrong": wrong,
            "seconds": seconds,
        }
    ]
    report(rows_of_table, to=options.json, database=connection.vendor, winners=str(dict(winners)))
    return 1 if wrong else 0


if __name__ == "__main__":
    raise SystemExit(main())

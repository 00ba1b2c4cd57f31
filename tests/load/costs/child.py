"""Each expense against each shape of the house, in a process that shares the house's database."""

from __future__ import annotations

import argparse
import os
import re
import sys
from pathlib import Path
from typing import Any

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.system.realtime.delivery.stage.settings"
django.setup()

from django.core.management import call_command  # noqa: E402

from tests.load.costs.expenses import EXPENSES, Expense  # noqa: E402
from tests.load.costs.house import House, furnish  # noqa: E402
from tests.load.report import report  # noqa: E402

MOST_MB = 1024.0
MOST_TIMES = 5.0  # the p99 of a usual page beside it, as a multiple of its usual one


def main() -> int:
    options = _options()
    call_command("migrate", verbosity=0)
    place = furnish()
    chosen = [expense for expense in EXPENSES if re.search(options.only, expense.name)]
    rows, sins = [], 0
    for expense in chosen:
        for shape in ("now", "before"):
            row = _measure(expense, place, shape, options.seconds)
            sins += row["over"] != ("yes" if shape == "before" else "no")
            rows.append(row)
            print(*row.values(), sep="  ", file=sys.stderr)
    limit = "resident memory watched at its highest (VmHWM); nothing is cut off, so that both shapes can be compared"
    report(rows, to=options.json, bounds=f"{MOST_MB:.0f} MB, p99 × {MOST_TIMES:.0f}", memory=limit, sins=sins)
    return 1 if sins else 0


def _measure(expense: Expense, place: Any, shape: str, seconds: float) -> dict[str, Any]:
    former = expense.before if shape == "before" else ""
    with House.open(place, expense.always + former, expense.env) as house:
        usual = house.p99(seconds=3)
        house.forget_peak()
        with expense.strike(house):
            beside = house.p99(seconds=seconds)
            figure = expense.figure(house)
        peak = house.peak()
    over = peak > MOST_MB or beside > MOST_TIMES * usual or figure > expense.most
    return {
        "expense": expense.name,
        "settings": shape,
        "MB": peak,
        "usual p99 ms": usual,
        "beside p99 ms": beside,
        "times": beside / usual,
        "figure": figure,
        "at most": expense.most,
        "of what": expense.of_what,
        "over": "yes" if over else "no",
    }


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=float)
    parser.add_argument("--only", default="")
    parser.add_argument("--json", type=Path)
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())

"""Each expense against each shape of the house, in a process that shares the house's database."""

from __future__ import annotations

import argparse
import os
import re
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.system.realtime.delivery.stage.settings"
django.setup()

from django.core.management import call_command  # noqa: E402

from tests.load.costs.expenses import EXPENSES, Expense  # noqa: E402
from tests.load.costs.house import House, furnish  # noqa: E402
from tests.load.costs.memory import Group, watched  # noqa: E402
from tests.load.report import report  # noqa: E402

MOST_MB = 1024
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
    group = Group(MOST_MB << 20)
    limit = (
        "1 GB enforced by a control group"
        if group.is_limited
        else "watched, no control group can be made here"
    )
    group.close()
    report(rows, to=options.json, bounds=f"{MOST_MB} MB, p99 × {MOST_TIMES:.0f}", memory=limit, sins=sins)
    return 1 if sins else 0


def _measure(expense: Expense, place: Any, shape: str, seconds: float) -> dict[str, Any]:
    """As it is now under the limit of a small machine; as it was before without one, so that its cost can be seen."""
    former = expense.before if shape == "before" else ""
    group = Group(MOST_MB << 20) if shape == "now" else None
    with House.open(place, expense.always + former, expense.env, group) as house:
        usual = house.p99(seconds=3)
        with watched(house.server.process.pid) as peak, expense.strike(house):
            beside = house.p99(seconds=seconds)
            figure = expense.figure(house)
        killed = (group.killed() if group else 0) + (house.server.process.poll() is not None)
    if group:
        group.close()
    over = peak[-1] > MOST_MB or beside > MOST_TIMES * usual or figure > expense.most or killed > 0
    return {
        "expense": expense.name,
        "settings": shape,
        "MB": peak[-1],
        "usual p99 ms": usual,
        "beside p99 ms": beside,
        "times": beside / usual,
        "killed": killed,
        "figure": figure,
        "at most": expense.most,
        "of what": expense.of_what,
        "answers": " ".join(f"{count}×{status}" for status, count in Counter(house.statuses).items()) or "-",
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

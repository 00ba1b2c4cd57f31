"""`python -m tests.odd.exhaustive`: the whole walk on the database of the environment; see `tests.load.bench_odd`."""

from __future__ import annotations

import argparse
import logging
import os
import re
import sys
from collections import Counter
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "community.settings")
django.setup()

from django.core.cache import cache  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.test.utils import override_settings, setup_test_environment  # noqa: E402

from tests.contracts.cast import Cast, shared_cast  # noqa: E402
from tests.contracts.things import rows  # noqa: E402
from tests.db.community.push.service import KEY  # noqa: E402
from tests.load.report import report  # noqa: E402
from tests.odd.values import PATTERNS  # noqa: E402
from tests.odd.walk import ask_oddly, everything_read  # noqa: E402

LOCMEM = "django.core.mail.backends.locmem.EmailBackend"


def main() -> int:
    """Print and write what was asked and what broke; 1 where something did."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--json", type=Path)
    parser.add_argument("--only", default="")
    options = parser.parse_args()
    call_command("migrate", interactive=False, verbosity=0)
    setup_test_environment()
    logging.disable()
    with override_settings(PUSH_KEY=KEY, MAIL_WIRE=LOCMEM), shared_cast() as cast:
        statuses, read = _walk(cast, options.only)
    counts = {f"{status // 100}xx": 0 for status in statuses}
    for status, count in statuses.items():
        counts[f"{status // 100}xx"] += count
    broken = sum(count for status, count in statuses.items() if status >= 500)
    report(
        [{"parameters": read, "values": len(PATTERNS), "requests": statuses.total(), **counts}],
        to=options.json,
    )
    return 1 if broken else 0


def _walk(cast: Cast, only: str) -> tuple[Counter[int], int]:
    """How often each status was answered, and how many parameters there were; told as it goes, value by value."""
    statuses: Counter[int] = Counter()
    told: set[str] = set()
    known = list(everything_read(cast, [row for row in rows() if re.search(only, row.name)], most=99))
    print(f"{len(known)} parameters", flush=True)
    for number, pattern in enumerate(PATTERNS, 1):
        for visit, parameter in known:
            cache.clear()
            status, fault = ask_oddly(cast, visit, parameter, pattern)
            statuses[status] += 1
            kind = f"{visit.row.name} {parameter} {fault.partition(':')[0]}"
            if status >= 500 and kind not in told:
                told.add(kind)
                print(
                    f"{visit}, {parameter.place} {parameter.name}: {pattern[:60]} -> {status}\n    {fault}",
                    flush=True,
                )
        print(f"{number} of {len(PATTERNS)} values, {statuses.total()} requests: {pattern[:40]}", flush=True)
    return statuses, len(known)


if __name__ == "__main__":
    sys.exit(main())

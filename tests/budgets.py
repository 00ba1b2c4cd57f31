"""How long a test may take, by tier; who takes longer says why: `@pytest.mark.slow("the whole register is read")`.

Nothing fails for being slow: a busy machine would turn a good change red. A run names at its end what went over its
budget without a word, and which excuses are no longer needed. What must be fast is measured by `dev.py bench`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import PurePath

import pytest

# Seconds of the call itself, on a machine with nothing else to do.
BUDGETS = {"unit": 1.0, "db": 5.0, "system": 30.0}
NEEDED = 0.5  # of its budget; below that an excuse is none


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    lines = list(remarks(terminalreporter.getreports("passed")))
    if lines:
        terminalreporter.section("time")
        terminalreporter.write_line("\n".join(lines))


def remarks(reports: Iterable[pytest.TestReport]) -> Iterator[str]:
    """One line for each test that took longer than its tier allows, or has an excuse without need."""
    for report in reports:
        budget = BUDGETS.get(tier(report.nodeid))
        if budget is None or report.when != "call":
            continue
        excused = "slow" in dict(report.user_properties)
        if report.duration > budget and not excused:
            yield f"{report.duration:.1f} s of {budget:g} s: {report.nodeid}"
        if excused and report.duration < NEEDED * budget:
            yield f"{report.duration:.1f} s, no longer slow: {report.nodeid}"


def tier(nodeid: str) -> str:
    """The folder below `tests`."""
    parts = PurePath(nodeid.partition("::")[0]).parts
    return parts[1] if len(parts) > 2 and parts[0] == "tests" else ""


@pytest.hookimpl(tryfirst=True)
def pytest_itemcollected(item: pytest.Item) -> None:
    mark = item.get_closest_marker("slow")
    if mark and not (len(mark.args) == 1 and str(mark.args[0]).strip()):
        raise pytest.UsageError(f"{item.nodeid} is slow, but does not say why")
    if mark:
        item.user_properties.append(("slow", mark.args[0]))

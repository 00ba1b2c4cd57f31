"""Rendering a text: an ordinary post as the baseline, beside it every family that tries to take longer.

Each family comes twice: as it is, and as much of it as the budget lets through. Behind them come the other
functions of community.text. The time is the processor's, the best of the repetitions.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

from community.text import POST_LIMIT, Mention, clean_source, diff, fold, quote, render
from tests.load.report import report
from tests.unit.community.text import pathological

BOUND_MS = 250
BASELINE = "ordinary post"


def main(argv: Sequence[str] | None = None) -> int:
    """Measure, print and write; 1 when something is over the bound."""
    options = _options(argv)
    ordinary = pathological.ordinary(options.length)
    baseline = _best(lambda: _render(ordinary), options.repeat)
    cases = [*_families(options.length), *_others(ordinary)]
    rows = [_row(BASELINE, baseline, baseline)]
    rows += [_row(name, _best(call, options.repeat), baseline) for name, call in cases]
    rows.sort(key=lambda row: -float(row["ms"]))
    over = [row for row in rows if float(row["ms"]) > BOUND_MS]
    report(rows, to=options.json, characters=options.length, bound_ms=BOUND_MS, over_the_bound=len(over))
    return 1 if over else 0


def _options(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="How long rendering a text takes.")
    parser.add_argument("--length", type=int, default=POST_LIMIT, help="characters of each text")
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--json", type=Path)
    return parser.parse_args(argv)


def _families(length: int) -> Iterator[tuple[str, Callable[[], object]]]:
    for family in pathological.FAMILIES:
        for suffix, build in (("", pathological.text), (", to the brim", pathological.to_the_brim)):
            yield f"{family}{suffix}", partial(_render, build(family, length))


def _others(ordinary: str) -> list[tuple[str, Callable[[], object]]]:
    half = len(ordinary) // 2
    return [
        ("clean_source: ordinary post", lambda: clean_source(ordinary)),
        ("clean_source: towers of marks", lambda: clean_source("Z\u0301\u0327" * half, limit=2 * half)),
        ("fold: ordinary post", lambda: fold(ordinary)),
        ("quote: ordinary post", lambda: quote(ordinary, label="Anna", url="/beitraege/1/")),
        ("diff: one word of the ordinary post", lambda: diff(ordinary, ordinary.replace("Mai", "März", 1))),
        ("diff: nothing in common", lambda: diff("a " * half, "b c " * (half // 2))),
        ("diff: words in common at every turn", lambda: diff("a " * half, "b a " * (half // 2))),
        ("diff: lines in common at every turn", lambda: diff("a\n" * half, "b\na\n" * (half // 2))),
    ]


def _render(source: str) -> None:
    render(source, resolve_mentions=_resolve)


def _resolve(handles: set[str]) -> dict[str, Mention]:
    return {handle: Mention(handle.title(), f"/mitglieder/{handle}/") for handle in handles}


def _best(call: Callable[[], object], repeat: int) -> float:
    best = float("inf")
    for _ in range(repeat):
        start = time.process_time()
        call()
        best = min(best, time.process_time() - start)
    return best


def _row(name: str, seconds: float, baseline: float) -> dict[str, str | float]:
    return {"text": name, "ms": round(seconds * 1000, 2), "times the ordinary": round(seconds / baseline, 2)}


if __name__ == "__main__":
    sys.exit(main())

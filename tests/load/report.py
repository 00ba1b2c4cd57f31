"""How a benchmark reports: a table for people, JSON for comparing with another run.

A benchmark is a module `bench_<name>.py` that takes `--json FILE`, prints its table with the baseline among
the rows, and ends with 1 when it is over its bound. `python3 dev.py bench <name>` runs it.
"""

from __future__ import annotations

import hashlib
import json
import os
import platform
import time
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

Row = Mapping[str, str | int | float]

# Bounds in milliseconds are meant for a core that needs this long for the yardstick. Borrowed cores are sometimes a
# third as fast: where it matters the work is measured beside, and figures are given as they were and at this pace.
PACE_MS = 39.0


def report(rows: Sequence[Row], *, to: Path | None = None, **facts: str | int | float) -> None:
    """Print `rows` as a table and `facts`, the conditions of the measurement; write both to the file `to`.

    All rows have the keys of the first one.
    """
    print(table(rows))
    for key, value in facts.items():
        print(f"{key}: {value}")
    now = {"load": round(os.getloadavg()[0], 2), "yardstick ms": yardstick()}
    print(f"load {now['load']}, yardstick {now['yardstick ms']} ms")
    if to:
        machine = {
            "cores": os.cpu_count(),
            "python": platform.python_version(),
            "machine": platform.machine(),
        }
        result = {"at": datetime.now(UTC).isoformat(), **machine, **now, **facts, "rows": list(rows)}
        to.write_text(json.dumps(result, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def yardstick(tries: int = 5) -> float:
    """Processor milliseconds of a fixed piece of work, the best of a few: how fast this core is just now."""
    times = []
    for _ in range(tries):
        began = time.process_time()
        value = b"demografie"
        for number in range(100_000):
            value = hashlib.sha256(value + number.to_bytes(4, "big")).digest()
        times.append(time.process_time() - began)
    return round(min(times) * 1000, 1)


def table(rows: Sequence[Row]) -> str:
    """Columns as wide as their widest cell; numbers to the right, floats with three significant places."""
    heads = list(rows[0])
    cells = [[_cell(row[head]) for head in heads] for row in rows]
    widths = [max(len(head), *(len(line[at]) for line in cells)) for at, head in enumerate(heads)]
    numeric = [not isinstance(rows[0][head], str) for head in heads]

    def line(texts: Sequence[str]) -> str:
        padded = zip(texts, widths, numeric, strict=True)
        aligned = (text.rjust(width) if right else text.ljust(width) for text, width, right in padded)
        return "  ".join(aligned).rstrip()

    return "\n".join([line(heads), line(["-" * width for width in widths]), *map(line, cells)])


def _cell(value: str | int | float) -> str:
    if isinstance(value, float):
        return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.3g}"
    return f"{value:,}" if isinstance(value, int) else value

"""One shape of the house under faults, in a process with settings and a database of its own."""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.system.realtime.delivery.stage.settings"
django.setup()

from django.core.management import call_command  # noqa: E402

from tests.load.faults.house import House, written  # noqa: E402
from tests.load.faults.run import Outcome, judge, talk  # noqa: E402
from tests.load.report import report  # noqa: E402

SHAPES = {"cluster": (2, True), "single": (1, False)}  # processes, and whether a layer is between them


def main() -> int:
    options = _options()
    call_command("migrate", verbosity=0)
    processes, layer = SHAPES[options.shape]
    house = House.open(Path(os.environ["VAR_DIR"]), processes=processes, layer=layer)
    try:
        place, readers, writers = house.people(readers=options.clients, writers=options.writers)
        faults = house.faults()
        running = talk(place, readers=readers, writers=writers, messages=options.messages, faults=faults)
        outcome = asyncio.run(running)
        sins = judge(outcome, written(place))
    finally:
        house.close()
    rows = [
        {"fault": name, "whole again after s": seconds, "evidence": outcome.evidence.get(name, "")}
        for name, seconds in outcome.whole_again.items()
    ]
    report(rows, to=options.json, shape=options.shape, **_facts(outcome), **sins)
    return 1 if any(sins.values()) else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument("shape", choices=SHAPES)
    for name in ("clients", "writers", "messages"):
        parser.add_argument(f"--{name}", type=int)
    parser.add_argument("--json", type=Path)
    return parser.parse_args()


def _facts(outcome: Outcome) -> dict[str, Any]:
    readers, writers = outcome.readers, outcome.writers
    reasons: Counter[str] = sum((reader.caught_up for reader in readers), Counter())
    refused: Counter[int] = sum((writer.refused for writer in writers), Counter())
    return {
        "clients": len(readers),
        "writers": len(writers),
        "acknowledged": len(outcome.acknowledged),
        "seconds": outcome.seconds,
        "connections lost": sum(reader.lost for reader in readers),
        "posts without an answer": sum(writer.unanswered for writer in writers),
        "other answers": ", ".join(f"{number} × {status}" for status, number in refused.items()) or "none",
        "calls to catch up": ", ".join(f"{number} × {reason}" for reason, number in reasons.items()),
        "times an event was overtaken": sum(reader.overtaken for reader in readers),
        "events known already": sum(reader.known for reader in readers),
    }


if __name__ == "__main__":
    sys.exit(main())

"""One run: everybody talks and listens, the faults strike at their share of the way, and then it is counted."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from tests.load.faults.house import Fault
from tests.load.faults.talk import Place, Reader, Writer, until_whole

WHOLE_WITHIN = 120.0


@dataclass
class Outcome:
    """What happened: `evidence` and the seconds until everyone was whole again, by fault."""

    readers: list[Reader]
    writers: list[Writer]
    evidence: dict[str, str]
    whole_again: dict[str, float]
    seconds: float

    @property
    def acknowledged(self) -> set[str]:
        return set().union(*(writer.acknowledged for writer in self.writers))


async def talk(
    place: Place, *, readers: Iterable[str], writers: Sequence[str], messages: int, faults: Sequence[Fault]
) -> Outcome:
    """Let the writers (cookies) say so many things in all while the readers (cookies) listen and the faults strike."""
    listening = [Reader(place, cookie) for cookie in readers]
    writing = [Writer(place, cookie) for cookie in writers]
    outcome, began = Outcome(listening, writing, {}, {}, 0.0), time.monotonic()
    ears = [asyncio.create_task(reader.listen()) for reader in listening]
    hands = [asyncio.create_task(writer.write(messages // len(writing))) for writer in writing]
    try:
        for number, fault in enumerate(faults, start=1):
            await _until_acknowledged(outcome, messages * number // (len(faults) + 1), hands)
            outcome.evidence[fault.name] = await fault.strike()
            said = len(outcome.acknowledged)
            outcome.whole_again[fault.name] = round(await until_whole(listening, said, WHOLE_WITHIN), 1)
        await asyncio.gather(*hands)
        outcome.whole_again["the end"] = round(
            await until_whole(listening, len(outcome.acknowledged), WHOLE_WITHIN), 1
        )
    finally:
        for task in (*ears, *hands):
            task.cancel()
        await asyncio.gather(*ears, *hands, return_exceptions=True)
    outcome.seconds = round(time.monotonic() - began, 1)
    return outcome


async def _until_acknowledged(outcome: Outcome, number: int, hands: Sequence[asyncio.Task[None]]) -> None:
    while len(outcome.acknowledged) < number:
        assert not all(hand.done() for hand in hands), "the writers were done before the fault could strike"
        await asyncio.sleep(0.05)


def judge(outcome: Outcome, written: Sequence[tuple[int, str]]) -> dict[str, int]:
    """The four sins, and what else must not be; `written` is what the database has. All of them should be 0."""
    keys = Counter(key for _rev, key in written)
    shown = [reader.applied for reader in outcome.readers]
    seen = [Counter(key for _rev, key in applied) for applied in shown]
    return {
        "acknowledged but lost": len(outcome.acknowledged - keys.keys())
        + sum(len(outcome.acknowledged - mine.keys()) for mine in seen),
        "doubled": sum(number - 1 for counted in (keys, *seen) for number in counted.values()),
        "out of order": sum(_falls(rev for rev, _key in applied) for applied in (written, *shown)),
        "gaps": sum(_gaps(rev for rev, _key in applied) for applied in (written, *shown)),
        "other than in the database": sum(len(set(applied) - set(written)) for applied in shown),
        # 503 says "not now", and the message is kept; anything else would be a fault of ours.
        "answers 500": sum(
            number
            for writer in outcome.writers
            for status, number in writer.refused.items()
            if status >= 500 and status != 503
        ),
    }


def _falls(numbers: Iterable[int]) -> int:
    """How often a number does not exceed the one before it."""
    return sum(later <= earlier for earlier, later in pairwise(numbers))


def _gaps(numbers: Iterable[int]) -> int:
    """How many numbers from 1 to the highest are missing."""
    found = set(numbers)
    return max(found, default=0) - len(found)

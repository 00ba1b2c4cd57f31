"""A small run of what `dev.py bench faults` does at length, and that its judge sees what it is there to see."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import pytest
from django.test import override_settings

from tests.load.faults.house import House, written
from tests.load.faults.run import Outcome, judge, talk
from tests.load.faults.talk import Place, Reader, Writer
from tests.parts import needs

SINS = (
    "acknowledged but lost",
    "doubled",
    "out of order",
    "gaps",
    "other than in the database",
    "answers 500",
)


@pytest.fixture(params=[pytest.param("cluster", marks=needs("redis")), "single"])
def house(request, transactional_db, tmp_path) -> Iterator[House]:
    """Two processes with Redis between them, or one alone."""
    cluster = request.param == "cluster"
    with override_settings(OFFICE_SECOND_FACTOR=False):
        house = House.open(tmp_path, processes=1 + cluster, layer=cluster, down_for=0.5, paused_for=1.5)
        yield house
        house.close()


def test_what_was_acknowledged_reaches_everyone_once_and_in_order(house):
    place, readers, writers = house.people(readers=12, writers=4)
    running = talk(place, readers=readers, writers=writers, messages=200, faults=house.faults())
    outcome = asyncio.run(running)
    assert len(outcome.acknowledged) == 200
    assert list(outcome.evidence) == [fault.name for fault in house.faults()]
    assert sum(reader.lost for reader in outcome.readers) > 0, "no connection was lost"
    assert judge(outcome, written(place)) == dict.fromkeys(SINS, 0)
    assert [len(reader.applied) for reader in outcome.readers] == [200] * 12


TRUTH = [(1, "a"), (2, "b"), (3, "c")]


@pytest.mark.parametrize(
    ("applied", "sin"),
    [
        (TRUTH[:2], "acknowledged but lost"),
        ([*TRUTH, (3, "c")], "doubled"),
        ([TRUTH[1], TRUTH[0], TRUTH[2]], "out of order"),
        ([TRUTH[0], TRUTH[2]], "gaps"),
        ([*TRUTH, (4, "d")], "other than in the database"),
    ],
)
def test_the_judge_sees(applied, sin):
    place = Place(1, [1])
    reader, writer = Reader(place, ""), Writer(place, "", acknowledged={"a", "b", "c"})
    reader.applied = list(TRUTH)
    assert judge(Outcome([reader], [writer], {}, {}, 0.0), TRUTH) == dict.fromkeys(SINS, 0)
    reader.applied = applied
    assert judge(Outcome([reader], [writer], {}, {}, 0.0), TRUTH)[sin] > 0


def test_the_judge_sees_what_the_database_lost_and_what_the_house_refused():
    place = Place(1, [1])
    writer = Writer(place, "", acknowledged={"a", "b", "c"})
    writer.refused |= {503: 1, 500: 1}
    found = judge(Outcome([], [writer], {}, {}, 0.0), TRUTH[:2])
    assert (found["acknowledged but lost"], found["answers 500"]) == (1, 1)

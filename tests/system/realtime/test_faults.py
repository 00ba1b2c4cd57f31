"""A small run of what `dev.py bench faults` does at length, and that its judge sees what it is there to see."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import pytest
from django.test import override_settings

from tests.load.faults.house import House, written
from tests.load.faults.run import judge, talk
from tests.parts import needs

pytestmark = pytest.mark.everywhere

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

"""The judge of the fault runs sees what it is there to see."""

from __future__ import annotations

import pytest

from tests.load.faults.run import Outcome, judge
from tests.load.faults.talk import Place, Reader, Writer

SINS = (
    "acknowledged but lost",
    "doubled",
    "out of order",
    "gaps",
    "other than in the database",
    "answers 500",
)


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

"""The people of the demo network sleep at night."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from community.demo.forum import by_day

BERLIN = ZoneInfo("Europe/Berlin")
NOON = datetime(2026, 11, 23, 12, tzinfo=BERLIN)


@pytest.mark.parametrize("start", range(-24 * 60, -24 * 30, 17))
def test_nobody_writes_at_night_and_the_order_stays(start: int) -> None:
    times = by_day([start, 3.4, 2.0, 0.8, 5.6, 13.2, 0.1, 19.0, 70.5, 0.1], NOON)
    assert all(7 <= time.astimezone(BERLIN).hour < 23 for time in times)
    assert all(earlier < later for earlier, later in pairwise(times))


def test_nothing_is_written_in_the_future() -> None:
    assert max(by_day([-3, 1, 1], NOON)) <= NOON
    assert by_day([-10.0], NOON + timedelta(hours=16))[0] <= NOON + timedelta(hours=16)

"""Times and numbers as people say them, in both languages and across midnight and the change of clocks."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import translation

from community.web import moments

NOON = datetime(2026, 11, 23, 11, 0, tzinfo=UTC)  # 12:00 in Berlin


@pytest.fixture(autouse=True)
def _german():
    with translation.override("de"):
        yield


@pytest.mark.parametrize(
    ("age", "words"),
    [
        (timedelta(seconds=0), "gerade eben"),
        (timedelta(seconds=59), "gerade eben"),
        (timedelta(seconds=60), "vor 1 Minute"),
        (timedelta(minutes=5), "vor 5 Minuten"),
        (timedelta(minutes=59, seconds=59), "vor 59 Minuten"),
        (timedelta(hours=1), "heute, 11:00"),
        (timedelta(hours=12), "heute, 00:00"),
        (timedelta(hours=12, minutes=1), "gestern, 23:59"),
        (timedelta(hours=36), "gestern, 00:00"),
        (timedelta(hours=36, minutes=1), "21. November 2026"),
        (timedelta(days=747), "6. November 2024"),
        (timedelta(minutes=-30), "heute, 12:30"),
        (timedelta(days=-1), "morgen, 12:00"),
        (timedelta(days=-9), "2. Dezember 2026"),
    ],
)
def test_spoken(age, words):
    assert moments.spoken(NOON - age, now=NOON) == words


def test_days_are_those_of_berlin_also_when_clocks_change():
    morning_after = datetime(2026, 10, 25, 7, 0, tzinfo=UTC)  # clocks went back at night
    assert moments.spoken(datetime(2026, 10, 24, 22, 30, tzinfo=UTC), now=morning_after) == "heute, 00:30"
    assert moments.spoken(datetime(2026, 10, 24, 21, 30, tzinfo=UTC), now=morning_after) == "gestern, 23:30"


def test_exact_names_day_and_clock():
    assert moments.exact(NOON) == "23. November 2026, 12:00"


@pytest.mark.parametrize(("value", "german"), [(None, ""), (0, "0"), (999, "999"), (1234567, "1.234.567")])
def test_numbers_are_german(value, german):
    assert moments.number(value) == german


def test_english_is_british():
    with translation.override("en"):
        assert moments.spoken(NOON - timedelta(days=9), now=NOON) == "14 November 2026"
        assert moments.exact(NOON) == "23 November 2026, 12:00"


def test_numbers_follow_the_language():
    with translation.override("en"):
        assert moments.number(12345) == "12,345"

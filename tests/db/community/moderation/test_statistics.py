"""The office's numbers: what they count, what they cost, and that nobody can be read out of them."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from community.moderation.statistics.registry import Figure, figures, last_months, working_days_later
from community.people.models import Member
from forum.models import Post, Thread
from tests.factories.forum import ActionFieldFactory, make_reply, make_thread
from tests.factories.moderation import case_of, decide, report_post
from tests.factories.people import MemberFactory, MunicipalityFactory

pytestmark = pytest.mark.django_db
PAGE = "/moderation/zahlen/"
BERLIN = ZoneInfo("Europe/Berlin")


@pytest.fixture(autouse=True)
def without_second_factor(settings: Any) -> None:
    settings.OFFICE_SECOND_FACTOR = False


@pytest.fixture
def chiara(client: Client) -> Member:
    chiara = MemberFactory(office=True, name="Chiara Brandt")
    client.force_login(chiara)
    return chiara


def figure(slug: str) -> Figure:
    return next(found for found in figures() if found.slug == slug)


def asked(*, days_ago: int, answered_after: int | None = None) -> Thread:
    """A question, and when it got its first answer."""
    thread = make_thread(MemberFactory())
    at = timezone.now() - timedelta(days=days_ago)
    Thread.objects.filter(pk=thread.pk).update(created_at=at)
    Post.objects.filter(thread=thread).update(created_at=at)
    if answered_after is not None:
        reply = make_reply(thread, MemberFactory())
        Post.objects.filter(pk=reply.pk).update(created_at=at + timedelta(days=answered_after))
    return thread


def test_reply_times() -> None:
    for days in (1, 2, 8):
        asked(days_ago=20, answered_after=days)
    asked(days_ago=20)
    lonely = asked(days_ago=20)
    make_reply(lonely, lonely.author)
    times = [value for _month, value in figure("antwortzeit").rows if value is not None]
    shares = [value for _month, value in figure("rechtzeitig").rows if value is not None]
    assert times == [2.0], "the median of those that were answered by somebody else"
    assert shares == [40], "two of five within three working days"


def test_what_still_has_time_is_not_late() -> None:
    asked(days_ago=0)
    assert not figure("rechtzeitig").says_something


def test_municipalities_count_once_a_month() -> None:
    town = MunicipalityFactory()
    thread = make_thread(MemberFactory(municipality=town))
    make_reply(thread, MemberFactory(municipality=town))
    make_reply(thread, MemberFactory(municipality=MunicipalityFactory()))
    assert figure("kommunen").rows[-1][1] == 2


def test_open_and_quiet_fields() -> None:
    quiet = ActionFieldFactory(name="Stilles Feld")
    make_thread(MemberFactory(), field=quiet)
    Thread.objects.update(active_at=timezone.now() - timedelta(days=30))
    ActionFieldFactory(name="Leeres Feld")
    assert dict(figure("offen").rows) == {"Stilles Feld": 1, "Leeres Feld": 0}
    assert dict(figure("still").rows) == {"Stilles Feld": 30, "Leeres Feld": None}


@pytest.mark.parametrize(("day", "later"), [(23, 26), (26, 1), (28, 2)])
def test_working_days(day: int, later: int) -> None:
    assert working_days_later(datetime(2026, 11, day, 10, tzinfo=BERLIN), 3).day == later


def test_twelve_months() -> None:
    months = last_months(datetime(2026, 3, 31, 23, 30, tzinfo=BERLIN))
    assert [month.month for month in months] == [4, 5, 6, 7, 8, 9, 10, 11, 12, 1, 2, 3]
    assert {month.day for month in months} == {1}


def test_the_page_costs_the_same_with_much_and_names_nobody(client: Client, chiara: Member) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            page = client.get(PAGE)
        assert page.status_code == 200 and "<svg" in page.content.decode()
        assert page.content.decode().count("<table") == page.content.decode().count('role="img" aria-label')
        return len(seen)

    dora = MemberFactory(head=True, name="Dora Schäfer")
    client.get(PAGE)
    few = queries()
    for _ in range(4):
        asked(days_ago=3, answered_after=1)
        decide(dora, case_of(report_post(MemberFactory(), make_reply(asked(days_ago=1), MemberFactory()))))
    assert queries() == few <= 12
    assert "Dora" not in client.get(PAGE).content.decode()

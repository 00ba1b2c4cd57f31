"""The year in numbers, and the record as a file."""

from __future__ import annotations

import csv
from io import StringIO
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from community.moderation.appeals import actions as appeal_actions
from community.moderation.models import Sanction
from community.moderation.sanctions import actions as sanction_actions
from community.moderation.transparency_report import content as transparency_report_content
from community.people.models import Member
from tests.factories.forum import make_reply, make_thread
from tests.factories.moderation import case_of, confirm, decide, report_post
from tests.factories.people import MemberFactory

pytestmark = pytest.mark.django_db
LAW = {"door": "law", "reason": "", "law": "§ 185 StGB", "good_faith": True}


@pytest.fixture(autouse=True)
def without_second_factor(settings: Any) -> None:
    settings.OFFICE_SECOND_FACTOR = False


@pytest.fixture
def dora() -> Member:
    return MemberFactory(head=True, name="Dora Schäfer")


def number(what: str, name: str = "") -> Any:
    found = [
        line.value
        for line in transparency_report_content.year_lines(timezone.localtime().year)
        if line.what == what and (not name or line.name == name)
    ]
    assert len(found) == 1, (what, found)
    return found[0]


def test_the_report_counts_what_happened(dora: Member) -> None:
    chiara = MemberFactory(office=True)
    first, second = (make_reply(make_thread(MemberFactory()), MemberFactory()) for _ in range(2))
    confirm(report_post(None, first, **LAW))
    hidden = decide(chiara, case_of(report_post(MemberFactory(), first)), ground="law", law="§ 185 StGB")
    staying = case_of(report_post(MemberFactory(), second))
    decide(chiara, staying, penalty=sanction_actions.Penalty(Sanction.Kind.PAUSE, days=1))
    appeal_actions.grant(dora, appeal_actions.file_appeal(hidden, None, text="Nein."), reasons="Stimmt.")
    assert number("Meldungen insgesamt") == 3 and number("von außen") == 1
    assert number("ist rechtswidrig", "DECISION_GROUND_ILLEGAL_CONTENT") == 1
    assert number("Entscheidungen insgesamt") == 2 and number("eingeschränkt") == 2
    assert number("Gesetz", "DECISION_GROUND_ILLEGAL_CONTENT") == 1
    assert number("Einschränkungen von Inhalten", "DECISION_VISIBILITY_CONTENT_DISABLED") == 1
    assert number("Pause", "DECISION_ACCOUNT_SUSPENDED") == 1
    assert number("Widersprüche insgesamt") == 1 and number("Dem Widerspruch wird abgeholfen") == 1
    assert number("Stunden vom Widerspruch zur Antwort, Median") == 0.0
    assert number("von uns aus zurückgenommen") == 0


def test_report_and_file_say_the_same(client: Client, dora: Member) -> None:
    report_post(MemberFactory(), make_reply(make_thread(MemberFactory()), MemberFactory()))
    client.force_login(dora)
    year = timezone.localtime().year
    assert "Meldungen insgesamt" in client.get("/moderation/bericht/").content.decode()
    answer: Any = client.get(f"/moderation/bericht/{year}.csv")
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    rows = list(csv.reader(StringIO(text), delimiter=";"))
    assert ["Meldungen", "Meldungen insgesamt", "", "1"] in rows
    assert client.get("/moderation/bericht/1999/").status_code == 404


def test_the_record_is_searched_and_taken_along(client: Client, dora: Member) -> None:
    client.force_login(dora)
    decide(
        MemberFactory(office=True, name="Chiara Brandt"),
        case_of(report_post(MemberFactory(), make_reply(make_thread(MemberFactory()), MemberFactory()))),
        reasons="=HYPERLINK(böse)",
    )
    page = client.get("/moderation/protokoll/", {"suche": "decide_case"}).content.decode()
    assert "Chiara Brandt" in page and "post.hide" not in page
    answer: Any = client.get("/moderation/protokoll.csv")
    text = b"".join(answer.streaming_content).decode()
    assert "post.hide" in text and "'=HYPERLINK" in text


def test_the_head_does_not_read_who_decided_about_them(client: Client, dora: Member) -> None:
    client.force_login(dora)
    other = MemberFactory(head=True, name="Hans Heimlich")
    decide(other, case_of(report_post(MemberFactory(), make_reply(make_thread(MemberFactory()), dora))))
    assert "Hans Heimlich" not in client.get("/moderation/protokoll/").content.decode()

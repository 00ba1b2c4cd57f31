"""The Montagspost: on Mondays, once, what fits, what the office pinned, and nothing one may not see."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from community.notices.actions import choose_level, choose_mails, pin_to_monday
from community.notices.models import Level
from community.notices.weekly_digest import post_monday_letters
from community.people.models import Expertise, Member
from forum.models import ActionField
from tests.factories.forum import ActionFieldFactory, accept, make_reply, make_thread
from tests.factories.people import ExpertiseFactory, MemberFactory, MunicipalityFactory
from tests.mails import sent

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 11, 23, 8, 0, tzinfo=ZoneInfo("Europe/Berlin"))


@pytest.fixture
def field() -> ActionField:
    return ActionFieldFactory(name="Mobilität", slug="mobilitaet")


@pytest.fixture
def anna(field: ActionField) -> Member:
    anna = MemberFactory(name="Anna Weber", municipality=MunicipalityFactory(population=40_000))
    ExpertiseFactory(member=anna, subject=field.slug, direction=Expertise.Direction.HELPS)
    return anna


def letter_to(member: Member, moment: datetime = MONDAY) -> Any:
    post_monday_letters(moment)
    return next((letter for letter in sent() if letter.to == [member.email]), None)


def ask(field: ActionField, title: str, population: int = 3_000) -> Any:
    author = MemberFactory(municipality=MunicipalityFactory(population=population))
    return make_thread(author, field=field, title=title)


@pytest.mark.parametrize(
    ("day", "hour", "written"), [(23, 6, 0), (23, 7, 1), (23, 17, 1), (23, 18, 0), (24, 8, 0)]
)
def test_it_is_written_on_mondays(
    anna: Member, field: ActionField, day: int, hour: int, written: int
) -> None:
    ask(field, "Wer fährt?")
    letter = letter_to(anna, MONDAY.replace(day=day, hour=hour))
    assert bool(letter) is bool(written)


def test_it_comes_once_a_week_however_often_the_job_runs(anna: Member, field: ActionField) -> None:
    ask(field, "Wer fährt?")
    for _time in range(3):
        post_monday_letters(MONDAY)
    assert len([letter for letter in sent() if letter.to == [anna.email]]) == 1
    post_monday_letters(MONDAY.replace(day=30))
    assert len([letter for letter in sent() if letter.to == [anna.email]]) == 2


def test_three_questions_of_ones_own_field_towns_of_the_same_size_first(
    anna: Member, field: ActionField
) -> None:
    for number in range(3):
        ask(field, f"Dorf {number}?")
    ask(field, "Wie macht es die Stadt?", population=30_000)
    ask(ActionFieldFactory(name="Pflege", slug="pflege"), "Wer pflegt?")
    body = letter_to(anna).body
    assert body.index("Wie macht es die Stadt?") < body.index("Dorf 2?")
    assert "auch eine Mittelstadt" in body
    assert "Dorf 0?" not in body and "Wer pflegt?" not in body


def test_what_is_answered_or_ones_own_is_left_out(anna: Member, field: ActionField) -> None:
    make_thread(anna, field=field, title="Meine Frage?")
    accept(make_reply(ask(field, "Schon beantwortet?"), MemberFactory()))
    make_reply(ask(field, "Da war ich schon?"), anna)
    assert letter_to(anna) is None


def test_the_office_pins_one(anna: Member, field: ActionField) -> None:
    pinned = ask(field, "Bitte lesen!")
    ask(field, "Wer fährt?")
    pin_to_monday(MemberFactory(office=True), "field", field.pk, "thread", pinned.pk)
    body = letter_to(anna).body
    assert body.count("Bitte lesen!") == 1
    assert body.index("Die Geschäftsstelle empfiehlt: Bitte lesen!") < body.index("Wer fährt?")


def test_who_does_not_want_it_gets_none(anna: Member, field: ActionField) -> None:
    ask(field, "Wer fährt?")
    choose_level(anna, "field", field.pk, level=Level.NOTHING)
    assert "Wer fährt?" not in getattr(letter_to(anna), "body", "")
    choose_mails(anna, monday=False)
    assert letter_to(anna, MONDAY.replace(day=30)) is None


def test_it_can_be_ended_with_one_click(anna: Member, field: ActionField, client: Any) -> None:
    ask(field, "Wer fährt?")
    address = letter_to(anna).message()["List-Unsubscribe"].strip("<>").removeprefix("http://127.0.0.1:8000")
    assert client.post(address, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert anna.mail_wish.monday is False

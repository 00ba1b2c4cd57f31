"""Finding a date: what may be offered, how it comes back when it is wrong, what the database keeps, the calendar."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone, translation

from community.people.models import Member
from community.web.moments import span
from forum.dates.content import DateOffer, clean_offers, moment
from forum.models import Ballot, Poll, PollOption, Thread, Vote
from forum.polls import actions as poll_actions
from forum.polls.content import PollWords
from tests.factories.forum import (
    ActionFieldFactory,
    answer_dates,
    fix,
    make_dates,
    make_poll,
    make_thread,
    offer_in,
    opening,
)
from tests.factories.people import MemberFactory

pytestmark = pytest.mark.django_db

BERLIN = ZoneInfo("Europe/Berlin")


@pytest.fixture
def anna(client: Client) -> Member:
    member = MemberFactory(name="Anna Weber")
    client.force_login(member)
    return member


@pytest.fixture
def thread(anna: Member) -> Thread:
    return make_thread(anna, field=ActionFieldFactory(public=True), title="Treffen; in Coburg, bald")


@pytest.fixture
def winter(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is noon on the first of December 2026."""
    monkeypatch.setattr(timezone, "now", lambda: datetime(2026, 12, 1, 12, tzinfo=BERLIN))


def day(number: int) -> str:
    return (timezone.localdate() + timedelta(days=number)).isoformat()


def rows(*filled: tuple[str, str, str], **more: str) -> dict[str, str]:
    """A form as a browser sends it."""
    sent = {"question": "Wann tagen wir?", "place": "Rathaus", "closes_on": "", **more}
    for number, row in enumerate(filled, start=1):
        sent |= {f"{part}-{number}": value for part, value in zip(("day", "begin", "end"), row, strict=True)}
    return sent


def send(client: Client, thread: Thread, *filled: tuple[str, str, str], **more: str) -> Any:
    return client.post(f"/themen/{thread.pk}/umfrage/termine/", rows(*filled, **more))


# Offering


def test_dates_are_offered_in_order_and_whoever_asked_may_leave_out_the_end(
    client: Client, thread: Thread
) -> None:
    sent = ((day(9), "9:30", ""), ("", "", ""), (day(3), "18.00", "19:30"))
    assert send(client, thread, *sent, closes_on=day(2)).status_code == 303
    poll = Poll.objects.get()
    first, second = poll.options.all()
    assert (poll.kind, poll.place, poll.per_municipality) == ("dates", "Rathaus", False)
    assert timezone.localtime(first.starts_at).time() == time(18) and second.ends_at is None
    assert timezone.localdate(poll.closes_at).isoformat() == day(2)
    page = client.get(thread.get_absolute_url()).content.decode()
    assert page.index("18:00–19:30 Uhr") < page.index("09:30 Uhr") and "Rathaus" in page


def test_without_a_last_day_it_is_open_until_the_last_date_begins(thread: Thread) -> None:
    poll = make_dates(thread, days=(3, 8))
    assert poll.closes_at == poll.options.get(position=2).starts_at


@pytest.mark.parametrize(
    ("row", "place", "sentence"),
    [
        (("", "10:00", ""), "day-2", "Bitte nennen Sie auch den Tag."),
        (("{8}", "", "11:00"), "begin-2", "Bitte nennen Sie den Beginn."),
        (("{-1}", "10:00", ""), "day-2", "Dieser Tag ist schon vorbei."),
        (("{400}", "10:00", ""), "day-2", "höchstens ein Jahr im Voraus"),
        (("0001-01-01", "10:00", ""), "day-2", "Dieser Tag ist schon vorbei."),
        (("9999-12-31", "23:59", ""), "day-2", "höchstens ein Jahr im Voraus"),
        (("31.02.2026", "10:00", ""), "day-2", "Bitte geben Sie ein Datum an"),
        (("{8}", "25:00", ""), "begin-2", "Bitte geben Sie eine Uhrzeit an"),
        (("{8}", "10:00", "09:00"), "end-2", "Das Ende muss nach dem Beginn liegen."),
        (("{8}", "10:00", "10:00"), "end-2", "Das Ende muss nach dem Beginn liegen."),
        (("{7}", "14:00", "16:00"), "day-2", "Das ist derselbe Termin wie Nummer 1."),
        (("", "", ""), "day-2", "Bitte nennen Sie 2 bis 10 Termine."),
    ],
)
def test_what_is_wrong_is_said_at_its_field(
    client: Client, thread: Thread, row: tuple[str, str, str], place: str, sentence: str
) -> None:
    typed = re.sub(r"\{(-?\d+)\}", lambda found: day(int(found[1])), row[0])
    refused = send(client, thread, (day(7), "14:00", "15:30"), (typed, *row[1:]))
    page = refused.content.decode()
    assert refused.status_code == 422 and not Poll.objects.exists()
    error = re.search(rf'id="id_{place}_error">(.*?)</div></div>', page, re.DOTALL)
    assert error and sentence in error[1]
    for value in ("Wann tagen wir?", "Rathaus", "14:00", *filter(None, [typed, *row[1:]])):
        assert f'value="{value}"' in page, value


def test_the_last_day_to_answer_is_not_after_the_last_date(client: Client, thread: Thread) -> None:
    sent = ((day(3), "10:00", ""), (day(5), "10:00", ""))
    refused = send(client, thread, *sent, closes_on=day(6))
    assert refused.status_code == 422 and 'id="id_closes_on_error"' in refused.content.decode()
    assert "liegt nach dem letzten Termin" in refused.content.decode()
    assert send(client, thread, *sent, closes_on=day(5)).status_code == 303


def test_a_further_row_comes_without_scripts(client: Client, thread: Thread) -> None:
    filled = [("2027-13-01", "99", "")] * 3
    for number in range(4, 11):
        answered = send(client, thread, *filled, more="1")
        page = answered.content.decode()
        assert answered.status_code == 200 and "kern-error" not in page
        assert f'name="day-{number}"' in page and f'name="day-{number + 1}"' not in page
        assert page.count('value="99"') == number - 1, "what was typed is still there"
        filled.append(("2027-13-01", "99", ""))
    assert 'name="more"' not in page and not Poll.objects.exists()


def test_actions_refuse_what_forms_would(thread: Thread) -> None:
    start = timezone.now() + timedelta(days=2)
    for wrong in (
        [DateOffer(start)],
        [DateOffer(start), DateOffer(start, start + timedelta(hours=1))],
        [DateOffer(start), DateOffer(timezone.now() - timedelta(minutes=1))],
        [DateOffer(start), DateOffer(start + timedelta(days=1), start)],
        [offer_in(number) for number in range(1, 12)],
    ):
        with pytest.raises(ValidationError):
            poll_actions.add_poll(thread.author, opening(thread), PollWords("Wann?", dates=wrong))
    assert not Poll.objects.exists()


@pytest.mark.usefixtures("winter")
def test_clocks_are_put_forward_and_back() -> None:
    with pytest.raises(ValidationError, match="gibt es an diesem Tag nicht"):
        moment(date(2027, 3, 28), time(2, 30))
    before, after = (moment(date(2027, 3, number), time(14)) for number in (27, 29))
    assert after.astimezone(UTC) - before.astimezone(UTC) == timedelta(hours=47)
    twice = moment(date(2027, 10, 31), time(2, 30))
    assert twice.utcoffset() == timedelta(hours=2)


@pytest.mark.usefixtures("winter")
def test_later_today_can_be_offered_and_earlier_cannot() -> None:
    tomorrow = DateOffer(moment(date(2026, 12, 2), time(9)))
    assert len(clean_offers([tomorrow, DateOffer(moment(date(2026, 12, 1), time(12, 1)))])) == 2
    with pytest.raises(ValidationError, match="heute schon vorbei"):
        clean_offers([tomorrow, DateOffer(moment(date(2026, 12, 1), time(11)))])


def test_a_date_reads_as_people_say_it() -> None:
    start = datetime(2026, 12, 8, 13, tzinfo=UTC)
    assert span(start) == "Di, 8. Dezember 2026, 14:00 Uhr"
    assert span(start, start + timedelta(minutes=90)) == "Di, 8. Dezember 2026, 14:00–15:30 Uhr"
    with translation.override("en"):
        assert span(start, start + timedelta(minutes=90)) == "Tue, 8 December 2026, 14:00–15:30"


# What the database keeps


def test_the_database_keeps_the_rules(thread: Thread) -> None:
    poll, other = make_dates(thread, place="Rathaus"), make_poll(make_thread(thread.author))
    first, words = poll.options.all()[0], other.options.all()[0]
    ballot = Ballot.objects.create(poll=poll, member=thread.author)
    for table, row, wrong in (
        (Poll, poll, {"kind": "choice"}),
        (Poll, poll, {"fewest_ballots": 3, "least_agreement": 70, "most_objection": 5}),
        (Poll, poll, {"per_municipality": True}),
        (Poll, poll, {"is_multiple": True}),
        (Poll, other, {"place": "Rathaus"}),
        (PollOption, first, {"starts_at": None, "ends_at": None}),
        (PollOption, first, {"text": "Bank"}),
        (PollOption, first, {"ends_at": first.starts_at}),
        (PollOption, first, {"starts_at": poll.options.all()[1].starts_at, "ends_at": None}),
        (PollOption, words, {"text": ""}),
        (PollOption, words, {"starts_at": timezone.now()}),
        (PollOption, words, {"text": other.options.all()[1].text}),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            table.objects.filter(pk=row.pk).update(**wrong)
    with pytest.raises(IntegrityError), transaction.atomic():
        Vote.objects.create(ballot=ballot, option=first, answer="vllt")


# The calendar


def test_the_date_goes_into_the_calendar_of_whoever_reads_the_thread(
    client: Client, thread: Thread, settings: Any
) -> None:
    settings.PUBLIC_URL = "https://dialog.example"
    poll = make_dates(thread, place="Großer Saal, Markt 1", question="Tagung; die erste")
    address = f"/themen/{thread.pk}/umfrage/termin.ics"
    answer_dates(poll, MemberFactory(name="Bruno Krüger"), "yes", "yes", "no")
    assert client.get(address).status_code == 404
    option = fix(poll, 2).fixed.option
    reply = client.get(address)
    lines = reply.content.decode().replace("\r\n ", "").split("\r\n")
    assert reply["Content-Type"] == "text/calendar; charset=utf-8"
    stamp = "%Y%m%dT%H%M%SZ"
    assert f"DTSTART:{option.starts_at.astimezone(UTC):{stamp}}" in lines
    assert f"DTEND:{option.ends_at.astimezone(UTC):{stamp}}" in lines
    for line in (
        f"UID:poll-{poll.pk}@dialog.example",
        "SEQUENCE:0",
        r"SUMMARY:Tagung\; die erste",
        r"LOCATION:Großer Saal\, Markt 1",
        f"URL:https://dialog.example{thread.get_absolute_url()}",
    ):
        assert line in lines, line
    assert "Bruno" not in reply.content.decode()
    assert all(len(line.encode()) <= 75 for line in reply.content.decode().split("\r\n"))
    fix(poll, 3)
    client.logout()
    later = client.get(address).content.decode()
    assert f"UID:poll-{poll.pk}@dialog.example" in later and "SEQUENCE:1" in later
    assert "LOCATION" not in later, "the place is for members"


def test_a_date_without_an_end_has_none_in_the_calendar(client: Client, thread: Thread) -> None:
    fix(make_dates(thread, dates=[offer_in(3, end=None), offer_in(4, end=None)]))
    words = client.get(f"/themen/{thread.pk}/umfrage/termin.ics").content.decode()
    assert "DTSTART:" in words and "DTEND" not in words

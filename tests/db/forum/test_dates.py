"""Finding a date: dates to choose from, answers by name, one date that stands, and who sees what of it."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.test import Client
from django.utils import timezone

from community.audit.models import AuditEvent
from community.notices.actions import watch
from community.notices.models import Level, Notice
from community.people.models import Member
from forum.dates import actions as date_actions
from forum.models import Ballot, FixedDate, Poll, PollClosure, Thread, Vote
from forum.polls import actions as poll_actions
from forum.polls.cards import poll_card
from forum.writing import telling
from tests.factories.forum import (
    ActionFieldFactory,
    answer_dates,
    cast_vote,
    fix,
    fresh_poll,
    make_dates,
    make_poll,
    make_thread,
    opening,
    remove,
)
from tests.factories.people import MemberFactory, MunicipalityFactory

pytestmark = pytest.mark.django_db

YES, MAYBE, NO = "yes", "maybe", "no"


@pytest.fixture
def anna(client: Client) -> Member:
    member = MemberFactory(name="Anna Weber")
    client.force_login(member)
    return member


@pytest.fixture
def bruno() -> Member:
    return MemberFactory(name="Bruno Krüger", municipality=MunicipalityFactory(name="Spelle"))


@pytest.fixture
def thread(anna: Member) -> Thread:
    return make_thread(anna, field=ActionFieldFactory(public=True))


@pytest.fixture
def poll(thread: Thread) -> Poll:
    return make_dates(thread, place="https://treffen.example/raum")


@pytest.fixture
def without_second_factor(settings: Any) -> None:
    settings.OFFICE_SECOND_FACTOR = False


def read(client: Client, thread: Thread) -> str:
    return client.get(thread.get_absolute_url()).content.decode()


def send(client: Client, poll: Poll, *words: str) -> Any:
    keys = poll.options.values_list("pk", flat=True)
    sent = {f"termin-{key}": word for key, word in zip(keys, words, strict=True) if word}
    return client.post(f"/themen/{poll.opening.thread_id}/umfrage/termine/antworten/", sent)


def numbers(page: str) -> list[list[int]]:
    """The three numbers of each date, as the table shows them."""
    found = re.findall(r"<td>(\d+)</td><td>(\d+)</td><td>(\d+)</td>", page)
    return [[int(number) for number in row] for row in found]


# Answering


def test_members_answer_each_date_by_name(client: Client, thread: Thread, poll: Poll, bruno: Member) -> None:
    client.force_login(bruno)
    assert "steht hier Ihr Name" in read(client, thread)
    assert send(client, poll, YES, MAYBE, NO).status_code == 303
    answer_dates(poll, MemberFactory(name="Clara Zwei"), YES, NO, NO)
    client.force_login(MemberFactory(name="Dritte Leserin"))
    page = read(client, thread)
    assert numbers(page) == [[2, 0, 0], [0, 1, 1], [0, 0, 2]]
    assert page.count("Bruno Krüger, Spelle") == 3 and "Clara Zwei" in page
    assert page.count("passt am besten") == page.count("alle können") == 1
    assert page.index("passt am besten") < page.index("<td>2</td>")


@pytest.mark.parametrize(
    ("answers", "best"),
    [
        ([(NO, YES, YES), (NO, YES, NO)], [2]),
        ([(YES, YES, NO), (MAYBE, NO, NO)], [1]),  # as many can, and one more if need be
        ([(YES, YES, MAYBE), (NO, NO, MAYBE)], [1, 2]),  # to suit is more than to do if need be
        ([(NO, NO, NO)], []),
        ([], []),
    ],
)
def test_the_best_date_is_the_one_that_suits_most(
    client: Client, thread: Thread, poll: Poll, answers: list[tuple[str, ...]], best: list[int]
) -> None:
    for words in answers:
        answer_dates(poll, MemberFactory(), *words)
    card = poll_card(thread.author, fresh_poll(poll))
    assert [place for place, row in enumerate(card.dates, start=1) if row.is_best] == best
    assert read(client, thread).count("passt am besten") == len(best)


def test_a_date_without_answer_is_asked_for_again(client: Client, poll: Poll, bruno: Member) -> None:
    client.force_login(bruno)
    refused = send(client, poll, YES, "", "vielleicht")
    page = refused.content.decode()
    assert refused.status_code == 422
    assert page.count("Bitte wählen Sie eine der drei Antworten.") == 2
    first = poll.options.get(position=1)
    assert re.search(rf'id="termin-{first.pk}-yes" checked', page), "what was chosen is still there"
    assert not Ballot.objects.exists()


def test_answers_can_be_changed_and_taken_back_until_it_is_closed(
    client: Client, thread: Thread, poll: Poll, bruno: Member
) -> None:
    client.force_login(bruno)
    for words in ((YES, YES, YES), (NO, MAYBE, YES)):
        assert send(client, poll, *words).status_code == 303
    assert list(Vote.objects.order_by("option").values_list("answer", flat=True)) == [NO, MAYBE, YES]
    thread.refresh_from_db()
    head = thread.head
    send(client, poll, NO, MAYBE, YES)
    thread.refresh_from_db()
    assert thread.head == head, "the same again changes nothing"
    second = poll.options.get(position=2)
    assert re.search(rf'id="termin-{second.pk}-maybe" checked', read(client, thread))
    client.post(f"/themen/{thread.pk}/umfrage/zuruecknehmen/")
    assert not Ballot.objects.exists()
    thread.refresh_from_db()
    assert thread.head > head and opening(thread).rev == thread.head, "open pages hear of it"
    poll_actions.close_poll(thread.author, fresh_poll(poll))
    assert send(client, poll, YES, YES, YES).status_code == 403
    answered = make_dates(make_thread(thread.author))
    answer_dates(answered, bruno, MAYBE, NO, NO)
    fix(answered)
    assert "Ihre Antwort: zur Not" in read(client, answered.opening.thread)


def test_the_other_kinds_take_no_such_answers(thread: Thread, poll: Poll, bruno: Member) -> None:
    other = make_poll(make_thread(thread.author))
    with pytest.raises(Http404):
        date_actions.answer_dates(bruno, other, answers={})
    with pytest.raises(Http404):
        date_actions.fix_date(thread.author, other, option=other.options.all()[0].pk)
    with pytest.raises(ValidationError, match="Termin"):
        poll_actions.vote(bruno, poll, chosen=[poll.options.all()[0].pk])
    cast_vote(other, bruno, "Bank")
    assert Vote.objects.get().answer == ""


# Who sees what


def test_visitors_see_numbers_and_neither_names_nor_the_place(
    client: Client, thread: Thread, poll: Poll, bruno: Member
) -> None:
    answer_dates(poll, bruno, YES, MAYBE, NO)
    assert "treffen.example" in read(client, thread)
    waiting = MemberFactory(waiting=True)
    for stranger in (None, waiting):
        client.logout()
        if stranger:
            client.force_login(stranger)
        page = read(client, thread)
        assert numbers(page) == [[1, 0, 0], [0, 1, 0], [0, 0, 1]]
        assert "Bruno" not in page and "Wer kann?" not in page and "treffen.example" not in page


def test_a_name_goes_with_its_account(client: Client, thread: Thread, poll: Poll, bruno: Member) -> None:
    answer_dates(poll, bruno, YES, MAYBE, NO)
    bruno.delete()
    page = read(client, thread)
    assert "Bruno" not in page and page.count("ehemaliges Mitglied") == 3
    assert numbers(page) == [[1, 0, 0], [0, 1, 0], [0, 0, 1]]


def test_it_is_taken_down_with_its_post(client: Client, thread: Thread, poll: Poll, bruno: Member) -> None:
    fix(poll)
    remove(opening(thread))
    assert "Wann tagen wir?" not in read(client, thread)
    assert client.get(f"/themen/{thread.pk}/umfrage/termin.ics").status_code == 404
    with pytest.raises(Http404):
        answer_dates(poll, bruno, YES, YES, YES)


# Fixing


def test_whoever_asked_fixes_the_date(client: Client, thread: Thread, poll: Poll, bruno: Member) -> None:
    answer_dates(poll, bruno, YES, MAYBE, NO)
    address = f"/themen/{thread.pk}/umfrage/termin/"
    assert "passt 0, zur Not 1, nicht 0" in client.get(address).content.decode()
    assert client.post(address, {}).status_code == 422
    second = poll.options.get(position=2)
    assert client.post(address, {"option": second.pk}).status_code == 303
    page = read(client, thread)
    assert (
        "Der Termin steht fest:" in page
        and 'id="umfrage"' in page
        and "14:00–15:30 Uhr" in page
        and "umfrage/termin.ics" in page
    )
    assert fresh_poll(poll).is_closed and FixedDate.objects.get().option == second
    client.force_login(bruno)
    assert send(client, poll, YES, YES, YES).status_code == 403
    assert client.post(address, {"option": second.pk}).status_code == 403


def test_after_the_last_day_nobody_answers_but_the_date_can_be_fixed(
    client: Client, thread: Thread, poll: Poll, bruno: Member
) -> None:
    Poll.objects.filter(pk=poll.pk).update(closes_at=timezone.now() - timedelta(minutes=1))
    assert poll_actions.close_due_polls() == 1
    with pytest.raises(PermissionDenied):
        answer_dates(poll, bruno, YES, YES, YES)
    assert "Ein Termin steht noch nicht fest." in read(client, thread)
    assert fix(poll).fixed
    assert PollClosure.objects.get().closed_by is None


def test_it_can_become_another_date(thread: Thread, poll: Poll) -> None:
    fix(poll, 1)
    assert fix(poll, 1).fixed.version == 1
    fixed = fix(poll, 3).fixed
    assert (fixed.version, fixed.option.position, FixedDate.objects.count()) == (2, 3, 1)


def test_a_date_that_is_over_or_of_another_poll_cannot_be_fixed(thread: Thread, poll: Poll) -> None:
    other = make_dates(make_thread(thread.author)).options.all()[0]
    with pytest.raises(ValidationError, match="einen der Termine"):
        date_actions.fix_date(thread.author, poll, option=other.pk)
    past = poll.options.get(position=1)
    type(past).objects.filter(pk=past.pk).update(
        starts_at=timezone.now() - timedelta(hours=3), ends_at=timezone.now() - timedelta(hours=2)
    )
    with pytest.raises(ValidationError, match="vorbei"):
        date_actions.fix_date(thread.author, poll, option=past.pk)


@pytest.mark.usefixtures("without_second_factor")
def test_a_moderator_says_why_and_it_is_recorded(client: Client, thread: Thread, poll: Poll) -> None:
    officer = MemberFactory(office=True)
    client.force_login(officer)
    address, first = f"/themen/{thread.pk}/umfrage/termin/", poll.options.get(position=1)
    assert client.post(address, {"option": first.pk}).status_code == 422
    sent = {"option": first.pk, "reason": "Frau Weber ist krank"}
    assert client.post(address, sent).status_code == 303
    assert AuditEvent.objects.get(verb="fix_date").reason == "Frau Weber ist krank"
    assert "Frau Weber ist krank" in read(client, thread)


# Being told


def test_who_answered_is_told_when_it_stands(thread: Thread, poll: Poll, bruno: Member) -> None:
    deaf, gone = MemberFactory(), MemberFactory()
    for member in (thread.author, bruno, deaf, gone):
        answer_dates(poll, member, YES, MAYBE, NO)
    poll_actions.withdraw_vote(gone, fresh_poll(poll))
    watch(deaf, "thread", thread.pk, Level.NOTHING)
    fix(poll)
    told = Notice.objects.filter(kind=telling.DATE)
    assert list(told.values_list("member", "actor")) == [(bruno.pk, thread.author_id)]
    fix(poll, 2)
    assert told.count() == 1, "not told twice before they have looked"


@pytest.mark.usefixtures("without_second_factor")
def test_who_asked_is_told_when_a_moderator_fixes_it(thread: Thread, poll: Poll, bruno: Member) -> None:
    answer_dates(poll, bruno, YES, MAYBE, NO)
    fix(poll, by=MemberFactory(office=True), reason="Vertretung")
    told = Notice.objects.filter(kind=telling.DATE)
    assert set(told.values_list("member", flat=True)) == {bruno.pk, thread.author_id}

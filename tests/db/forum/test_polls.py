"""Polls: who may ask and vote, what counts, what stays secret, and that it all works with plain forms."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from community.audit.models import AuditEvent
from community.people.models import Member
from forum.models import Ballot, Poll, PollOption, Thread, Vote
from forum.polls import actions as poll_actions
from forum.polls import policy as poll_policy
from forum.polls.content import PollWords
from forum.posts import actions as post_actions
from tests.factories.forum import (
    ActionFieldFactory,
    cast_vote,
    close,
    fresh_poll,
    make_poll,
    make_thread,
    opening,
    remove,
)
from tests.factories.people import MemberFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def anna() -> Member:
    return MemberFactory(name="Anna Weber")


@pytest.fixture
def bruno() -> Member:
    return MemberFactory(name="Bruno Krüger")


@pytest.fixture
def thread(anna: Member) -> Thread:
    return make_thread(anna)


def result(poll: Poll) -> dict[str, int]:
    return {
        option.text: option.count
        for option in PollOption.objects.filter(poll=poll).counted_for(poll.created_by)
    }


def send(client: Any, thread: Thread, *texts: str, **more: str) -> Any:
    keys = PollOption.objects.filter(poll__opening__thread=thread, text__in=texts).values_list(
        "pk", flat=True
    )
    return client.post(f"/themen/{thread.pk}/umfrage/abstimmen/", {"option": list(keys), **more})


def state(thread: Thread) -> tuple[int, int]:
    """The thread's head and the revision of its opening post."""
    thread.refresh_from_db()
    return thread.head, opening(thread).rev


def read(client: Any, thread: Thread) -> str:
    return client.get(thread.get_absolute_url()).content.decode()


# Asking


def test_a_thread_begins_with_a_poll(client, anna):
    field, key = ActionFieldFactory(), uuid4()
    client.force_login(anna)
    sent = {
        "field": field.slug,
        "title": "Bank oder Bus?",
        "text": "Was fährt?",
        "key": str(key),
        "umfrage-question": "Was würden Sie kaufen?",
        "umfrage-options": "Eine Bank\n\n  Einen Bus  \n",
        "umfrage-choice": "multiple",
        "umfrage-per_municipality": "on",
        "umfrage-closes_on": (timezone.localdate() + timedelta(days=3)).isoformat(),
    }
    for _twice in range(2):
        answer = client.post("/themen/neu/", sent)
        assert answer.status_code == 303
    poll = Poll.objects.get()
    assert [option.text for option in poll.options.all()] == ["Eine Bank", "Einen Bus"]
    assert (poll.is_multiple, poll.per_municipality, poll.created_by) == (True, True, anna)
    assert timezone.localtime(poll.closes_at).date() == timezone.localdate() + timedelta(days=3)
    assert "Was würden Sie kaufen?" in client.get(answer["Location"]).content.decode()


def test_without_a_poll_a_thread_begins_as_before(client, anna):
    client.force_login(anna)
    sent = {"field": ActionFieldFactory().slug, "title": "Bank?", "text": "Bus!", "key": str(uuid4())}
    empty = {
        "umfrage-question": " ",
        "umfrage-options": "\n",
        "umfrage-choice": "single",
        "umfrage-closes_on": "",
    }
    assert client.post("/themen/neu/", sent | empty).status_code == 303
    assert not Poll.objects.exists()


def test_a_half_filled_poll_comes_back_with_every_word(client, anna):
    client.force_login(anna)
    sent = {"field": ActionFieldFactory().slug, "title": "Bank?", "text": "Bus!", "key": str(uuid4())}
    answer = client.post(
        "/themen/neu/", sent | {"umfrage-question": "Was passt?", "umfrage-options": "Nur eines"}
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "2 bis 10 Antworten" in page
    assert "Nur eines" in page and "Bus!" in page and "Was passt?" in page
    assert re.search(r"<details[^>]*poll-offer[^>]* open", page)
    assert not Thread.objects.exists()


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"question": ""}, "Bitte füllen Sie dieses Feld aus"),
        ({"question": "x" * 201}, "200"),
        ({"options": ""}, "mindestens zwei"),
        ({"options": "Eins"}, "2 bis 10"),
        ({"options": "\n".join(str(n) for n in range(11))}, "2 bis 10"),
        ({"options": "Eins\nEINS"}, "steht zweimal da"),
        ({"options": "Eins\n" + "x" * 121}, "um ein Zeichen zu lang"),
        ({"options": "Eins\nZw\x07ei"}, "Steuerzeichen"),
        ({"choice": "alle"}, "eine oder mehrere"),
        ({"closes_on": "morgen"}, "Datum"),
        ({"closes_on": "2024-01-01"}, "schon vorbei"),
        ({"closes_on": "9999-12-31"}, "höchstens ein Jahr"),
    ],
)
def test_bad_words_are_refused_with_a_sentence(client, thread, anna, change, sentence):
    client.force_login(anna)
    answer = client.post(
        f"/themen/{thread.pk}/umfrage/", {"question": "Was?", "options": "Eins\nZwei", **change}
    )
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not Poll.objects.exists()


def test_actions_refuse_what_forms_would(thread, anna):
    for words in (
        PollWords("", ["a", "b"]),
        PollWords("Was?", ["a"]),
        PollWords("Was?", ["a", "A"]),
        PollWords("Was?", ["a", "b"], closes_at=timezone.now()),
    ):
        with pytest.raises(ValidationError):
            poll_actions.add_poll(anna, opening(thread), words)
    assert not Poll.objects.exists()


def test_adding_later_raises_the_head_and_shows_the_opening_anew(client, thread, anna):
    head, _rev = state(thread)
    client.force_login(anna)
    assert f"/themen/{thread.pk}/umfrage/" in read(client, thread)
    answer = client.post(f"/themen/{thread.pk}/umfrage/", {"question": "Was?", "options": "Eins\r\nZwei"})
    assert (answer.status_code, answer["Location"]) == (303, f"{thread.get_absolute_url()}#umfrage")
    assert state(thread) == (head + 1, head + 1)
    assert "Was?" in client.get(f"/themen/{thread.pk}/beitraege/?nach={head}").content.decode()


def test_one_poll_a_thread(client, thread, anna):
    poll = make_poll(thread)
    client.force_login(anna)
    assert client.get(f"/themen/{thread.pk}/umfrage/")["Location"].endswith("#umfrage")
    answer = client.post(f"/themen/{thread.pk}/umfrage/", {"question": "Noch eine?", "options": "Ja\nNein"})
    assert answer.status_code == 403
    assert "hat schon eine Umfrage" in answer.content.decode() and "Noch eine?" in answer.content.decode()
    assert "Umfrage hinzufügen" not in read(client, thread)
    with pytest.raises(IntegrityError), transaction.atomic():
        Poll.objects.create(opening=poll.opening, question="Noch eine?", created_by=anna)


def test_only_author_and_moderators_ask_and_close(thread, anna, bruno):
    officer = MemberFactory(office=True)
    first = opening(thread)
    assert not poll_policy.can_add_poll(bruno, first)
    assert poll_policy.can_add_poll(anna, first) and poll_policy.can_add_poll(officer, first)
    poll = make_poll(thread)
    assert not poll_policy.can_close_poll(bruno, poll)
    assert poll_policy.can_close_poll(anna, poll) and poll_policy.can_close_poll(officer, poll)
    with pytest.raises(PermissionDenied):
        poll_actions.close_poll(bruno, poll)


def test_what_moderators_do_to_others_is_recorded_with_a_reason(thread, anna):
    officer = MemberFactory(office=True)
    poll = make_poll(thread, by=officer)
    with pytest.raises(ValidationError):
        poll_actions.close_poll(officer, poll)
    poll_actions.close_poll(officer, poll, reason="Frist vorbei")
    assert list(AuditEvent.objects.order_by("pk").values_list("verb", "reason")) == [
        ("add_poll", ""),
        ("close_poll", "Frist vorbei"),
    ]


def test_a_closed_thread_takes_neither_poll_nor_votes(client, thread, anna, bruno):
    officer = MemberFactory(office=True)
    poll = make_poll(thread)
    other = close(make_thread(anna), by=officer)
    close(thread, by=officer)
    assert not poll_policy.can_add_poll(anna, opening(other))
    client.force_login(bruno)
    assert send(client, thread, "Bank").status_code == 403
    assert "nimmt auch seine Umfrage keine Stimmen" in read(client, thread)
    assert result(poll) == {"Bank": 0, "Bus": 0, "Boot": 0}


# Voting


def test_voting_without_javascript(client, thread, bruno):
    poll = make_poll(thread)
    client.force_login(bruno)
    page = read(client, thread)
    form = re.search(r'<form class="poll__form" method="post" action="([^"]+)">(.*?)</form>', page, re.S)
    assert form and form[1] == f"/themen/{thread.pk}/umfrage/abstimmen/"
    assert form[2].count('type="radio"') == 3 and 'type="submit"' in form[2]
    answer = send(client, thread, "Bus")
    assert (answer.status_code, answer["Location"]) == (303, f"{thread.get_absolute_url()}#umfrage")
    assert result(poll) == {"Bank": 0, "Bus": 1, "Boot": 0}
    page = read(client, thread)
    assert "Ihre Stimme zählt" in page and "Stimme ändern" in page
    assert '<rect class="poll__fill" width="100" height="4"/>' in page
    assert len(re.findall(r'name="option"[^>]*\bchecked', page)) == 1


def test_voting_raises_the_head_and_twice_the_same_does_not(client, thread, bruno):
    poll = make_poll(thread)
    head, _rev = state(thread)
    client.force_login(bruno)
    for _twice in range(2):
        assert send(client, thread, "Bank").status_code == 303
        assert state(thread) == (head + 1, head + 1)
    assert result(poll) == {"Bank": 1, "Bus": 0, "Boot": 0}
    changes = client.get(f"/themen/{thread.pk}/beitraege/?nach={head}").content.decode()
    assert 'class="poll"' in changes and "Beteiligt: 1" in changes


def test_a_vote_is_changed_and_taken_back(client, thread, bruno):
    poll = make_poll(thread)
    cast_vote(poll, bruno, "Bank")
    cast_vote(poll, bruno, "Bus")
    assert result(poll) == {"Bank": 0, "Bus": 1, "Boot": 0}
    client.force_login(bruno)
    head, _rev = state(thread)
    for _twice in range(2):
        assert client.post(f"/themen/{thread.pk}/umfrage/zuruecknehmen/").status_code == 303
    assert result(poll) == {"Bank": 0, "Bus": 0, "Boot": 0}
    assert state(thread) == (head + 1, head + 1)


def test_one_answer_or_several(client, thread, anna, bruno):
    poll = make_poll(thread)
    client.force_login(bruno)
    answer = send(client, thread, "Bank", "Bus")
    assert answer.status_code == 422
    assert "zählt eine Antwort" in answer.content.decode()
    assert not Ballot.objects.exists()
    several = make_poll(make_thread(anna), is_multiple=True)
    cast_vote(several, bruno, "Bank", "Boot")
    cast_vote(several, anna, "Boot")
    assert result(several) == {"Bank": 1, "Bus": 0, "Boot": 2}
    page = read(client, several.opening.thread)
    assert page.count('type="checkbox" name="option"') == 3
    assert "Beteiligt: 2" in page and "50 %" in page and "100 %" in page
    assert result(poll)["Bank"] == 0


@pytest.mark.parametrize(
    "sent", [[], [""], ["0"], ["-1"], ["x"], ["9" * 40], ["²"], ["foreign"], ["123456789"] * 50]
)
def test_a_choice_that_does_not_exist(client, thread, anna, bruno, sent):
    make_poll(thread)
    foreign = make_poll(make_thread(anna)).options.first()
    sent = [str(foreign.pk) if key == "foreign" else key for key in sent]
    client.force_login(bruno)
    answer = client.post(f"/themen/{thread.pk}/umfrage/abstimmen/", {"option": sent})
    assert answer.status_code == 422
    assert "Bitte sehen Sie noch einmal nach" in answer.content.decode()
    assert not Vote.objects.exists()


def test_only_members_vote_but_everyone_reads_the_result(client, thread):
    poll = make_poll(thread)
    cast_vote(poll, MemberFactory(), "Bank")
    page = read(client, thread)
    assert "Beteiligt: 1" in page and "Abstimmen können Mitglieder" in page and 'name="option"' not in page
    assert send(client, thread, "Bank")["Location"].startswith("/konto/login/")
    client.force_login(MemberFactory(waiting=True))
    assert send(client, thread, "Bank").status_code == 403
    assert result(poll)["Bank"] == 1


def test_a_poll_is_closed_by_hand(client, thread, anna, bruno):
    poll = make_poll(thread)
    cast_vote(poll, bruno, "Bank")
    client.force_login(anna)
    head, _rev = state(thread)
    assert "wieder öffnen lässt" in client.get(f"/themen/{thread.pk}/umfrage/schliessen/").content.decode()
    assert client.post(f"/themen/{thread.pk}/umfrage/schliessen/").status_code == 303
    assert state(thread) == (head + 1, head + 1)
    poll = fresh_poll(poll)
    assert (poll.closing.closed_by, poll.is_closed) == (anna, True)
    assert client.post(f"/themen/{thread.pk}/umfrage/schliessen/").status_code == 403
    client.force_login(bruno)
    assert send(client, thread, "Bus").status_code == 403
    assert client.post(f"/themen/{thread.pk}/umfrage/zuruecknehmen/").status_code == 403
    assert result(poll) == {"Bank": 1, "Bus": 0, "Boot": 0}
    page = read(client, thread)
    assert 'name="option"' not in page and "geschlossen" in page and "Beteiligt: 1" in page


def test_a_poll_closes_when_its_day_is_over(client, thread, bruno):
    poll = make_poll(thread, closes_at=timezone.now() + timedelta(hours=1))
    cast_vote(poll, bruno, "Bank")
    Poll.objects.filter(pk=poll.pk).update(closes_at=timezone.now() - timedelta(seconds=1))
    client.force_login(bruno)
    assert send(client, thread, "Bus").status_code == 403
    assert 'name="option"' not in read(client, thread)
    assert not poll_policy.can_close_poll(thread.author, fresh_poll(poll))
    assert result(poll) == {"Bank": 1, "Bus": 0, "Boot": 0}


def test_with_its_post_a_poll_is_taken_down_and_comes_back(client, thread, anna, bruno):
    poll = make_poll(thread)
    first = remove(opening(thread))
    client.force_login(bruno)
    assert "Was passt?" not in read(client, thread)
    assert send(client, thread, "Bank").status_code == 404
    assert not Poll.objects.visible_to(bruno).exists()
    post_actions.restore_post(anna, first)
    assert "Was passt?" in read(client, thread)
    assert list(Poll.objects.visible_to(bruno)) == [poll]


# One vote a municipality

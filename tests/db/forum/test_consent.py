"""Consent: enough agree, hardly anybody objects, whoever objects says why; and what follows from a poll."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.test import Client

from community.people.models import Member
from forum.models import Ballot, Poll, PollOutcome, Thread
from forum.polls import actions as poll_actions
from forum.polls.consent import STANCES, ConsentRule, consent_result
from tests.factories.forum import cast_vote, fresh_poll, make_poll, make_thread
from tests.factories.people import MemberFactory

pytestmark = pytest.mark.django_db

RULE = ConsentRule(fewest_ballots=4, least_agreement=70, most_objection=5)
WORDS = {
    "question": "Wir tagen in Coburg.",
    "fewest_ballots": "4",
    "least_agreement": "70",
    "most_objection": "5",
}


@pytest.fixture
def anna(client: Client) -> Member:
    member = MemberFactory(name="Anna Weber")
    client.force_login(member)
    return member


@pytest.fixture
def thread(anna: Member) -> Thread:
    return make_thread(anna)


@pytest.fixture
def poll(thread: Thread) -> Poll:
    return make_poll(thread, question="Wir tagen in Coburg.", options=(), consent=RULE)


@pytest.mark.parametrize(
    ("counts", "missing"),
    [
        ({1: 4}, 0),
        ({1: 3}, 1),  # a vote is missing
        ({1: 3, 2: 1}, 0),  # who abstains counts for the quorum
        ({2: 4}, 1),  # nobody spoke
        ({1: 2, 2: 1, 3: 1}, 1),  # 2 of 3 is less than 70 percent
        ({1: 7, 3: 3}, 0),  # exactly 70 percent; concerns do not stop it
        ({1: 19, 4: 1}, 0),  # exactly 5 percent
        ({1: 18, 4: 1}, 1),  # more than 5 percent object
        ({}, 2),
    ],
)
def test_what_it_takes(poll: Poll, counts: dict[int, int], missing: int) -> None:
    found = consent_result(poll, counts)
    assert (found.is_reached, len(found.missing)) == (missing == 0, missing)


def test_whoever_objects_says_why_and_by_name(client: Client, thread: Thread, poll: Poll) -> None:
    bruno = MemberFactory(name="Bruno Krüger")
    options = list(poll.options.all())
    assert [option.text for option in options] == list(STANCES)
    client.force_login(bruno)
    address = f"/themen/{thread.pk}/umfrage/abstimmen/"
    refused = client.post(address, {"option": options[3].pk})
    assert refused.status_code == 422 and "was dagegen spricht" in refused.content.decode()
    sent = {"option": options[3].pk, "reason": "Die Halle ist nicht barrierefrei."}
    assert client.post(address, sent).status_code == 303
    client.logout()
    page = client.get(thread.get_absolute_url()).content.decode()
    assert "Die Halle ist nicht barrierefrei." in page and "Bruno Krüger" in page
    client.force_login(bruno)
    client.post(address, {"option": options[0].pk, "reason": "Gilt nicht mehr"})
    assert Ballot.objects.get().reason == ""


def test_the_page_says_whether_it_is_accepted(client: Client, thread: Thread, poll: Poll) -> None:
    for _number in range(4):
        cast_vote(poll, MemberFactory(), "Zustimmung")
    assert "So, wie es steht" in client.get(thread.get_absolute_url()).content.decode()
    poll_actions.close_poll(thread.author, fresh_poll(poll))
    assert "Der Vorschlag ist angenommen." in client.get(thread.get_absolute_url()).content.decode()


def test_a_proposal_comes_with_a_plain_form(client: Client, thread: Thread) -> None:
    address = f"/themen/{thread.pk}/konsent/"
    refused = client.post(address, {**WORDS, "least_agreement": "170", "fewest_ballots": ""})
    assert refused.status_code == 422 and "Wir tagen in Coburg." in refused.content.decode()
    assert not Poll.objects.exists()
    assert client.post(address, WORDS).status_code == 303
    assert "mindestens 70 % Zustimmung" in client.get(thread.get_absolute_url()).content.decode()


def test_rules_belong_to_a_consent_only(poll: Poll) -> None:
    for wrong in ({"kind": "choice"}, {"least_agreement": None}, {"most_objection": 100}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Poll.objects.filter(pk=poll.pk).update(**wrong)


def test_what_follows_is_said_after_the_poll_by_whoever_asked(client: Client, thread: Thread) -> None:
    poll = make_poll(thread)
    address = f"/themen/{thread.pk}/umfrage/ergebnis/"
    assert client.post(address, {"text": "Zu früh"}).status_code == 403
    poll_actions.close_poll(thread.author, poll)
    with pytest.raises(PermissionDenied, match="begonnen"):
        poll_actions.state_outcome(MemberFactory(), fresh_poll(poll), text="Nicht meine Sache")
    with pytest.raises(ValidationError):
        poll_actions.state_outcome(thread.author, fresh_poll(poll), text=" ")
    for text in ("Wir nehmen die Bank.", "Wir nehmen zwei Bänke."):
        assert client.post(address, {"text": text}).status_code == 303
    assert PollOutcome.objects.get().text == "Wir nehmen zwei Bänke."
    assert "Wir nehmen zwei Bänke." in client.get(thread.get_absolute_url()).content.decode()

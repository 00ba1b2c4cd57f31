"""Polls: one vote per municipality, and what the database keeps."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from community.audit.models import AuditEvent
from community.people.models import Member
from forum.models import Ballot, Poll, PollOption, Post, Thread, Vote
from forum.polls import actions as poll_actions
from forum.polls.belonging import VotedElsewhere
from forum.polls.content import PollWords
from forum.writing import actions as writing_actions
from tests.factories.forum import cast_vote, make_poll, make_thread, opening
from tests.factories.people import MemberFactory, MunicipalityFactory

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


def test_a_colleague_is_told_before_their_vote_replaces_the_former(client, thread):
    town = MunicipalityFactory(name="Coburg")
    one, two = MemberFactory.create_batch(2, municipality=town)
    poll = make_poll(thread, per_municipality=True)
    cast_vote(poll, one, "Bank")
    cast_vote(poll, MemberFactory(), "Boot")
    client.force_login(two)
    answer = send(client, thread, "Bus")
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Inzwischen hat jemand anderes" in page and 'name="replaces" value="1"' in page
    assert page.count("checked") == 1
    assert result(poll) == {"Bank": 1, "Bus": 0, "Boot": 1}
    assert "ersetzt Ihre Stimme die bisherige" in read(client, thread)
    assert send(client, thread, "Bus", replaces="1").status_code == 303
    assert result(poll) == {"Bank": 0, "Bus": 1, "Boot": 1}
    assert Ballot.objects.get(municipality=town).member == two


def test_without_that_rule_colleagues_vote_each_for_themselves(thread):
    one, two = MemberFactory.create_batch(2, municipality=MunicipalityFactory())
    poll = make_poll(thread)
    cast_vote(poll, one, "Bank")
    cast_vote(poll, two, "Bank")
    assert result(poll)["Bank"] == 2


def test_who_belongs_to_no_municipality_is_told_so(client, thread):
    make_poll(thread, per_municipality=True)
    client.force_login(MemberFactory(municipality=None))
    assert send(client, thread, "Bank").status_code == 403
    assert "Hier stimmen Kommunen ab" in read(client, thread)


def test_who_changes_municipality_leaves_every_vote_as_it_is(thread):
    poll = make_poll(thread, per_municipality=True)
    mover, local = MemberFactory(), MemberFactory()
    cast_vote(poll, mover, "Bank")
    cast_vote(poll, local, "Bus")
    mover.municipality = local.municipality
    mover.save(update_fields=["municipality"])
    for replaces in (False, True):
        with pytest.raises(VotedElsewhere):
            cast_vote(poll, mover, "Boot", replaces=replaces)
    with pytest.raises(VotedElsewhere):
        poll_actions.withdraw_vote(mover, poll)
    assert result(poll) == {"Bank": 1, "Bus": 1, "Boot": 0}


# What the database holds and what nobody sees


def test_the_database_keeps_the_rules(thread, anna, bruno):
    poll = make_poll(thread, per_municipality=True)
    town = bruno.municipality
    ballot = Ballot.objects.create(poll=poll, member=bruno, municipality=town)
    option = poll.options.first()
    Vote.objects.create(ballot=ballot, option=option)
    for wrong in (
        lambda: Ballot.objects.create(poll=poll, member=bruno),
        lambda: Ballot.objects.create(poll=poll, member=anna, municipality=town),
        lambda: Vote.objects.create(ballot=ballot, option=option),
        lambda: PollOption.objects.create(poll=poll, position=11, text="Elf"),
        lambda: PollOption.objects.create(poll=poll, position=4, text=option.text),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            wrong()


def test_nobody_sees_who_voted_what(client, thread, anna):
    voter = MemberFactory(name="Quirin Querfeld")
    poll = make_poll(thread)
    cast_vote(poll, voter, "Bus")
    for reader in (anna, MemberFactory(), MemberFactory(head=True)):
        client.force_login(reader)
        page = read(client, thread)
        assert (
            "Quirin" not in page
            and "Ihre Stimme" not in page
            and not re.search(r'name="option"[^>]*checked', page)
        )
    assert not AuditEvent.objects.exists()
    client.force_login(voter)
    assert "Ihre Stimme" in read(client, thread)


def test_a_ballot_outlives_the_account(thread):
    voter = MemberFactory()
    poll = make_poll(thread)
    cast_vote(poll, voter, "Bus")
    voter.delete()
    assert result(poll)["Bus"] == 1
    assert Ballot.objects.get().member is None


def test_replies_carry_no_poll(thread, anna):
    reply = writing_actions.reply(anna, thread, text="Danke", key=uuid4()).post
    with pytest.raises(PermissionDenied):
        poll_actions.add_poll(
            anna, Post.objects.select_related("thread__field").get(pk=reply.pk), PollWords("Was?", "ab")
        )


def test_a_poll_whose_time_is_up_closes_by_itself_and_rings(thread, anna):
    poll = make_poll(thread, closes_at=timezone.now() + timedelta(days=1))
    before = state(thread)
    assert poll_actions.close_due_polls() == 0
    Poll.objects.filter(pk=poll.pk).update(closes_at=timezone.now() - timedelta(minutes=1))
    assert poll_actions.close_due_polls() == 1
    after = state(thread)
    assert after[0] > before[0] and after[1] == after[0]
    poll = Poll.objects.with_thread().get(pk=poll.pk)
    assert poll.closed_at == poll.closes_at and poll.closing.closed_by is None
    assert poll_actions.close_due_polls() == 0
    assert state(thread) == after

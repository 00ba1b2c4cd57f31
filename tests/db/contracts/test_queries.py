"""What the busiest pages cost: a written number of queries, the same with few rows and with many."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone
from zeal import NPlusOneError, zeal_context
from zeal.constants import initialize_app_registry
from zeal.patch import patch

from community.people.models import Expertise, Member
from forum.imports.threads import PostData, ThreadData, import_threads
from forum.models import Poll, Thread
from forum.reading import actions as reading_actions
from tests.contracts.cast import Cast
from tests.factories.forum import cast_vote, make_reply
from tests.factories.people import ExpertiseFactory, MemberFactory

pytestmark = pytest.mark.django_db

MANY = 40  # more than fit on one page of any list
QUESTION = "/themen/{cast.public.question.pk}/{cast.public.question.slug}/"
POLL = "/themen/{cast.public.unanswered.pk}/{cast.public.unanswered.slug}/"
# Session, member, roles and unread notices are four of them for everyone who is signed in.
PAGES = {
    ("visitor", "/"): 4,
    ("member", "/"): 13,
    ("member", "/handlungsfelder/"): 5,
    ("member", "/handlungsfelder/mobilitaet/"): 18,
    ("member", "/themen/"): 9,
    ("visitor", POLL): 8,
    ("member", POLL): 19,
    ("visitor", QUESTION): 7,
    ("member", QUESTION): 19,
    ("member", f"{QUESTION}?ansicht=verzweigt"): 22,
    ("moderator", QUESTION): 20,
    ("member", "/mitglieder/"): 9,
}
PARAMETERS = [(*page, queries) for page, queries in PAGES.items()]


@pytest.fixture(scope="session")
def zeal_installed() -> None:
    """Its hooks stay in this process, and two sets would count twice; outside of `zeal_context` they do nothing."""
    initialize_app_registry()
    patch()


@pytest.fixture(scope="module")
def crowd(cast: Cast, django_db_blocker: Any) -> Iterator[None]:
    """Ten times as much of everything from here to the end of the module."""
    with django_db_blocker.unblock(), transaction.atomic():
        people = MemberFactory.create_batch(MANY, municipality=cast.town)
        for person in people:
            ExpertiseFactory(member=person, subject="mobilitaet", direction=Expertise.Direction.SEEKS)
        _talk(cast, people)
        _cast_votes(cast, people)
        for thread in Thread.objects.filter(pk__in=[cast.public.question.pk, cast.public.unanswered.pk]):
            for role in ("member", "moderator"):
                reading_actions.mark_read(cast.people[role], thread, number=thread.last_number)
        yield
        transaction.set_rollback(True)


@pytest.mark.parametrize(("role", "address", "queries"), PARAMETERS)
def test_few(cast: Cast, role: str, address: str, queries: int, django_assert_num_queries: Any) -> None:
    _visit(cast, role, address)
    with django_assert_num_queries(queries):
        _visit(cast, role, address)


def test_reading_for_the_first_time_stores_one_mark(cast: Cast, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(
        PAGES["member", QUESTION] + 5
    ):  # is there one, savepoint, insert, release, notices
        _visit(cast, "member", QUESTION)


@pytest.mark.usefixtures("crowd")
@pytest.mark.parametrize(("role", "address", "queries"), PARAMETERS)
def test_many(cast: Cast, role: str, address: str, queries: int, django_assert_num_queries: Any) -> None:
    _visit(cast, role, address)
    with django_assert_num_queries(queries):
        _visit(cast, role, address)


@pytest.mark.usefixtures("crowd", "zeal_installed")
@pytest.mark.parametrize(("role", "address"), PAGES)
def test_nothing_is_asked_row_by_row(cast: Cast, role: str, address: str) -> None:
    with zeal_context():
        _visit(cast, role, address)


@pytest.mark.usefixtures("crowd", "zeal_installed")
def test_asking_row_by_row_would_be_noticed() -> None:
    with pytest.raises(NPlusOneError), zeal_context():
        assert [member.municipality for member in Member.objects.order_by("pk")]


def _visit(cast: Cast, role: str, address: str) -> None:
    assert cast.client(role).get(address.format(cast=cast)).status_code == 200


def _talk(cast: Cast, people: list[Member]) -> None:
    """Many threads in the public field, and a long, branching one about the cast's question."""
    now = timezone.now()
    import_threads(
        ThreadData(
            field=cast.public.field,
            title=f"Thema {number}",
            posts=[
                PostData(person, now, "Ein Anfang."),
                PostData(person, now, "Und?"),
            ],
        )
        for number, person in enumerate(people)
    )
    for number, person in enumerate(people):
        make_reply(cast.public.question, person, text=f"@{people[0].handle} fragt", reply_to=number % 3 + 1)


def _cast_votes(cast: Cast, people: list[Member]) -> None:
    poll = Poll.objects.with_thread().in_thread(cast.public.unanswered).get()
    for number, person in enumerate(people):
        cast_vote(poll, person, ("Bank", "Bus", "Boot")[number % 3])

"""Questions to the database: few, whoever many ask; answers without those who have no right."""

from __future__ import annotations

import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from community.live import Stream, find
from community.live import registry as streams
from community.people.models import Member
from forum.models import Thread
from forum.threads import policy as thread_policy
from realtime.delivery.loader import Batch, find_allowed, find_facts, find_persons
from tests.factories.forum import ActionFieldFactory, make_thread
from tests.factories.people import MemberFactory


@pytest.fixture
def sign_in(db):
    def session_of(member: Member) -> str:
        client = Client()
        client.force_login(member)
        return client.cookies["sessionid"].value

    return session_of


def test_a_session_is_its_member(sign_in):
    anna = MemberFactory(name="Anna Weber", shows_presence=True)
    key = sign_in(anna)
    person = find_persons({key, "x" * 32})[key]
    assert (person.pk, person.name, person.shows_presence, person.session_key) == (
        anna.pk,
        "Anna Weber",
        True,
        key,
    )
    assert person.session_digest != key


def test_sessions_that_are_worth_nothing(sign_in):
    members = {
        name: MemberFactory() for name in ("expired", "changed", "inactive", "emptied", "forged", "good")
    }
    keys = {name: sign_in(member) for name, member in members.items()} | {
        "waiting": sign_in(MemberFactory(waiting=True))
    }
    Session.objects.filter(session_key=keys["expired"]).update(expire_date=timezone.now())
    members["changed"].set_password("anders")
    members["changed"].save()
    Member.objects.filter(pk=members["inactive"].pk).update(is_active=False)
    Session.objects.filter(session_key=keys["emptied"]).update(session_data="")
    other = Session.objects.get(session_key=keys["good"]).get_decoded()
    forged = {SESSION_KEY: str(members["good"].pk), HASH_SESSION_KEY: "x" * 64}
    Session.objects.filter(session_key=keys["forged"]).update(
        session_data=Session.objects.encode(other | forged)
    )
    assert set(find_persons(set(keys.values()))) == {keys["good"]}


def test_a_secret_that_is_being_replaced_still_counts(sign_in, settings):
    key = sign_in(MemberFactory())
    old = settings.SECRET_KEY
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "a new one " * 5, [old]
    assert set(find_persons({key})) == {key}
    settings.SECRET_KEY_FALLBACKS = []
    assert find_persons({key}) == {}


def test_questions_do_not_grow_with_the_number_of_sockets(sign_in, django_assert_max_num_queries):
    fields = [ActionFieldFactory(public=public) for public in (True, False)]
    threads = [make_thread(MemberFactory(), field=field) for field in fields for _ in range(5)]
    members = MemberFactory.create_batch(30)
    keys = {sign_in(member) for member in members}
    pairs = {(member.pk, find(thread.stream, member.pk)) for member in members for thread in threads}
    with django_assert_max_num_queries(7):
        assert len(find_persons(keys)) == 30
        assert find_allowed(pairs).keys() == pairs
        assert len(find_facts({address for _member, address in pairs})) == 10


def test_the_batch_says_what_the_policy_says(db):
    members = [
        MemberFactory(),
        MemberFactory(waiting=True),
        MemberFactory(office=True),
        MemberFactory(declined=True),
    ]
    Member.objects.filter(pk=members[0].pk).update(is_active=True)
    threads = [
        make_thread(MemberFactory(), field=ActionFieldFactory(public=public)) for public in (True, False)
    ]
    pairs = {(member.pk, find(thread.stream, member.pk)) for member in members for thread in threads}
    said = {(member, address.key) for member, address in find_allowed(pairs)}
    expected = {
        (member.pk, thread.pk)
        for member in Member.objects.filter(pk__in=[member.pk for member in members])
        for thread in Thread.objects.select_related("field")
        if thread_policy.can_see_thread(member, thread) and (member.pk, find(thread.stream, 1)) in pairs
    }
    assert said == expected
    assert 0 < len(said) < len(pairs)


class DeskStream(Stream):
    slug = "desk"

    def may_listen(self, member, key: int) -> bool:
        return member.is_office and key != 2

    def head(self, key: int) -> int:
        if key == 3:
            raise Thread.DoesNotExist
        return key * 10


def test_a_stream_without_batch_forms_is_asked_one_by_one(db, monkeypatch):
    monkeypatch.setattr(streams, "_streams", {"desk": DeskStream()})
    chiara, anna = MemberFactory(office=True), MemberFactory()
    addresses = {find(f"desk:{key}", 0) for key in (1, 2, 3)}
    pairs = {(member.pk, address) for member in (chiara, anna) for address in addresses}
    assert {(member, address.key) for member, address in find_allowed(pairs)} == {
        (chiara.pk, 1),
        (chiara.pk, 3),
    }
    assert {address.key: facts.head for address, facts in find_facts(addresses).items()} == {1: 10, 2: 20}


class Library:
    """Answers slowly, and counts how often it is asked."""

    def __init__(self) -> None:
        self.asked: list[set[int]] = []
        self.open = threading.Event()
        self.open.set()

    def look_up(self, questions: set[int]) -> dict[int, int]:
        self.asked.append(questions)
        assert self.open.wait(5)
        if 1300 in questions:
            raise ConnectionError("the database is away")
        return {question: question * 2 for question in questions if question != 7}


@pytest.fixture
def library():
    return Library()


@pytest.fixture
def batch(library):
    with ThreadPoolExecutor(max_workers=1) as thread:
        yield Batch(thread, library.look_up)


@pytest.mark.django_db(transaction=True)
async def test_who_asks_while_somebody_waits_is_answered_with_all_the_others(batch, library):
    library.open.clear()
    asking = [asyncio.create_task(batch.ask({n})) for n in range(5)]
    await asyncio.sleep(0.05)
    asking += [asyncio.create_task(batch.ask({n, 7})) for n in range(100)]
    await asyncio.sleep(0.05)
    library.open.set()
    answers = await asyncio.gather(*asking)
    assert answers[:5] == [{n: n * 2} for n in range(5)]
    assert answers[5:] == [{} if n == 7 else {n: n * 2} for n in range(100)]
    assert len(library.asked) == 2


@pytest.mark.django_db(transaction=True)
async def test_an_error_reaches_those_who_asked_then_and_nobody_later(batch, library):
    with pytest.raises(ConnectionError):
        await batch.ask({1300})
    assert await batch.ask({1}) == {1: 2}


@pytest.mark.django_db(transaction=True)
async def test_who_stops_waiting_disturbs_nobody(batch, library):
    library.open.clear()
    impatient, patient = asyncio.create_task(batch.ask({1})), asyncio.create_task(batch.ask({2}))
    await asyncio.sleep(0.05)
    impatient.cancel()
    library.open.set()
    assert await patient == {2: 4}


@pytest.mark.django_db(transaction=True)
async def test_nothing_asked_costs_nothing(batch, library):
    assert await batch.ask(set()) == {}
    assert library.asked == []

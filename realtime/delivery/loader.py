"""The transport's questions to the database: one thread, and everything that is asked meanwhile at once.

A thousand browsers that come back after a restart cost a handful of queries, never a connection each.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Generic, TypeVar

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import close_old_connections

from community.live import Address
from community.people.accounts.visits import Visit, find_visits
from community.people.models import Member, RoleGrant
from community.people.roles.models import OFFICE_ROLES
from realtime.delivery.hub import Person

Question = TypeVar("Question")


Answer = TypeVar("Answer")


Pair = tuple[int, Address]


@dataclass(frozen=True)
class Facts:
    """What the owner of a stream says about it: how far it has moved, and whether typing is shown."""

    head: int
    shows_typing: bool


class Desk:
    """Answers on the loop it is asked from; errors of the database reach everyone who asked in that moment."""

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="delivery-desk")
        self._persons: Batch[str, Person] = Batch(self._thread, find_persons)
        self._allowed: Batch[Pair, bool] = Batch(self._thread, find_allowed)
        self._without_office: Batch[Pair, bool] = Batch(self._thread, find_allowed_without_office)
        self._facts: Batch[Address, Facts] = Batch(self._thread, find_facts)

    async def persons(self, session_keys: Iterable[str]) -> dict[str, Person]:
        """Admitted members by session key; ended, expired and outdated sessions are missing."""
        return await self._persons.ask(set(session_keys))

    async def allowed(self, pairs: Iterable[Pair]) -> set[Pair]:
        """Those of the pairs whose member may hear the stream now."""
        return set(await self._allowed.ask(set(pairs)))

    async def allowed_without_office(self, pairs: Iterable[Pair]) -> set[Pair]:
        """The same for people in the office from sessions in which their role rests. Asked for few."""
        return set(await self._without_office.ask(set(pairs)))

    async def facts(self, addresses: Iterable[Address]) -> dict[Address, Facts]:
        """What there is to say about each stream; those that do not exist are missing."""
        return await self._facts.ask(set(addresses))


class Batch(Generic[Question, Answer]):
    """Collects questions while an answer is being looked up, then asks them all together."""

    def __init__(
        self, thread: ThreadPoolExecutor, answer: Callable[[set[Question]], dict[Question, Answer]]
    ) -> None:
        self._thread = thread
        self._answer = answer
        self._asked: set[Question] = set()
        self._next: asyncio.Future[dict[Question, Answer]] | None = None
        self._running: asyncio.Task[None] | None = None

    async def ask(self, questions: set[Question]) -> dict[Question, Answer]:
        """Answers to `questions`, without those that have none."""
        if not questions:
            return {}
        if self._next is None:
            self._next = asyncio.get_running_loop().create_future()
        answers = self._next
        self._asked |= questions
        if self._running is None or self._running.done():
            self._running = asyncio.create_task(self._work())
        found = await asyncio.shield(answers)
        return {question: found[question] for question in questions if question in found}

    async def _work(self) -> None:
        while self._next is not None:
            asked, waiting = self._asked, self._next
            self._asked, self._next = set(), None
            try:
                found = await asyncio.get_running_loop().run_in_executor(self._thread, self._look_up, asked)
            except Exception as error:
                waiting.set_exception(error)
                waiting.exception()  # whoever asked may be gone by now
            else:
                waiting.set_result(found)

    def _look_up(self, asked: set[Question]) -> dict[Question, Answer]:
        close_old_connections()
        try:
            return self._answer(asked)
        finally:
            close_old_connections()


def find_persons(session_keys: set[str]) -> dict[str, Person]:
    """See `Desk.persons`."""
    people = Member.objects.admitted().only("name", "shows_presence", "password")
    visits = find_visits(session_keys, people=people)
    resting = _whose_role_rests(visits)
    return {
        key: Person(
            visit.member.pk,
            visit.member.name,
            visit.member.shows_presence,
            key,
            visit.expires_at,
            role_rests=key in resting,
        )
        for key, visit in visits.items()
    }


def _whose_role_rests(visits: dict[str, Visit]) -> set[str]:
    """Sessions of people in the office that have not passed a second factor that is theirs. At most two queries."""
    if not settings.OFFICE_SECOND_FACTOR:
        return set()
    everyone = {visit.member.pk for visit in visits.values()}
    grants = RoleGrant.objects.filter(role__in=OFFICE_ROLES, revoked_at__isnull=True, member__in=everyone)
    officers = set(grants.values_list("member", flat=True))
    found = Authenticator.objects.filter(user__in=officers).values_list("pk", "user") if officers else ()
    factors = set(found)
    return {
        key
        for key, visit in visits.items()
        if visit.member.pk in officers
        and factors.isdisjoint((factor, visit.member.pk) for factor in visit.factors)
    }


def find_allowed(pairs: set[Pair]) -> dict[Pair, bool]:
    """See `Desk.allowed`."""
    allowed: dict[Pair, bool] = {}
    for stream, mine in _by_stream(pairs, lambda pair: pair[1]):
        may = stream.may_listen_many({(member, address.key) for member, address in mine})
        allowed |= {pair: True for pair in mine if (pair[0], pair[1].key) in may}
    return allowed


def find_allowed_without_office(pairs: set[Pair]) -> dict[Pair, bool]:
    """See `Desk.allowed_without_office`."""
    people = Member.objects.for_verdicts({member for member, _address in pairs})
    for member in people.values():
        member.session_factors = frozenset()
    return {
        (pk, address): True
        for pk, address in pairs
        if pk in people and address.stream.may_listen(people[pk], address.key)
    }


def find_facts(addresses: set[Address]) -> dict[Address, Facts]:
    """See `Desk.facts`."""
    facts: dict[Address, Facts] = {}
    for stream, mine in _by_stream(addresses, lambda address: address):
        keys = {address.key for address in mine}
        heads, typing = stream.heads(keys), stream.typing_in(keys)
        facts |= {
            address: Facts(heads[address.key], address.key in typing)
            for address in mine
            if address.key in heads
        }
    return facts


def _by_stream(items: set[Any], address_of: Callable[[Any], Address]) -> list[tuple[Any, list[Any]]]:
    """The items in groups of one stream each."""
    ordered = sorted(items, key=lambda item: address_of(item).stream.slug)
    groups = groupby(ordered, key=lambda item: address_of(item).stream)
    return [(stream, list(group)) for stream, group in groups]

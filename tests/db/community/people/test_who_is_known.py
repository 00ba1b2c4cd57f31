"""What signing up, signing in and a forgotten password cost tells nobody whether an address is known.

Time is not measured but what takes it: hashes of passwords, and questions to the database.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import MD5PasswordHasher
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from community.people.invitations.actions import invite_member
from community.people.models import Document, Member
from tests.db.community.people.steps import details
from tests.factories.people import MemberFactory

pytestmark = pytest.mark.django_db
UNKNOWN = "wer@ist.example"
CLOSE = 3  # questions more or less; a hash takes as long as a hundred of them


class CountingHasher(MD5PasswordHasher):
    hashed = 0

    def encode(self, *args: Any, **kwargs: Any) -> str:
        CountingHasher.hashed += 1
        return str(super().encode(*args, **kwargs))

    def harden_runtime(self, *args: Any, **kwargs: Any) -> None:
        pass


@dataclass(frozen=True)
class Cost:
    hashes: int
    queries: int


@pytest.fixture(autouse=True)
def counted(settings: Any, rules: Document, register: Any) -> None:
    settings.OFFICE_SECOND_FACTOR = False
    settings.PASSWORD_HASHERS = [f"{__name__}.CountingHasher"]


def _known(**traits: Any) -> str:
    member = MemberFactory(**traits)
    member.set_password("ein Passwort von früher")
    member.save()
    return str(member.email)


def _unconfirmed() -> str:
    email = _known(waiting=True)
    EmailAddress.objects.filter(email=email).update(verified=False)
    return email


def _invited() -> str:
    invited = invite_member(
        MemberFactory(head=True),
        email="nina@spelle.example",
        name="Nina",
        function="",
        municipality=None,
        groups=[],
    )
    return str(invited.email)


KINDS: dict[str, Callable[[], str]] = {
    "member": _known,
    "closed": lambda: _known(is_active=False),
    "unconfirmed": _unconfirmed,
    "invited": _invited,
}


def _cost(path: str, said: dict[str, str]) -> Cost:
    client = Client()
    client.get(path)
    before = CountingHasher.hashed
    with CaptureQueriesContext(connection) as asked:
        answer = client.post(path, said)
    assert answer.status_code in (200, 302)
    return Cost(CountingHasher.hashed - before, len(asked))


@pytest.mark.parametrize("kind", KINDS)
def test_signing_up_costs_the_same(kind: str) -> None:
    known = KINDS[kind]()
    costs = [_cost("/konto/signup/", details(email=email)) for email in (UNKNOWN, known)]
    assert costs[0].hashes == costs[1].hashes == 1
    assert abs(costs[0].queries - costs[1].queries) <= CLOSE, costs
    assert Member.objects.filter(email=known).count() == 1
    assert Member.objects.filter(email__endswith=".invalid").count() == 0


@pytest.mark.parametrize("kind", KINDS)
def test_a_wrong_password_costs_the_same(kind: str) -> None:
    known = KINDS[kind]()
    said = [{"login": email, "password": "geraten"} for email in (UNKNOWN, known)]
    costs = [_cost("/konto/login/", one) for one in said]
    assert costs[0].hashes == costs[1].hashes == 1
    assert abs(costs[0].queries - costs[1].queries) <= CLOSE, costs


@pytest.mark.parametrize("kind", KINDS)
def test_a_forgotten_password_costs_the_same(kind: str) -> None:
    known = KINDS[kind]()
    costs = [_cost("/konto/password/reset/", {"email": email}) for email in (UNKNOWN, known)]
    assert costs[0].hashes == costs[1].hashes == 0
    assert abs(costs[0].queries - costs[1].queries) <= CLOSE, costs

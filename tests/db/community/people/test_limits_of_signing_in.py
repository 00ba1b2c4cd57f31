"""The limit of sign-ins per address holds whatever else is counted meanwhile, and however the house is called."""

from __future__ import annotations

import time
from typing import Any

import pytest
from django.test import Client

from community.web.caches import LastingMemory
from tests.db.community.people.steps import sign_in
from tests.factories.people import MemberFactory

pytestmark = pytest.mark.django_db
JUNK = 320


@pytest.fixture(autouse=True)
def quick_hashes(settings: Any) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher", *settings.PASSWORD_HASHERS]


@pytest.mark.slow("tries 331 passwords, each answered with a page")
def test_tries_with_other_addresses_do_not_push_out_the_limit(client: Client) -> None:
    victim = MemberFactory()
    for _ in range(10):
        sign_in(client, victim.email, "geraten")
    for number in range(JUNK):
        sign_in(client, f"niemand-{number}@ist.example", "geraten")
    assert "Zu viele Versuche" in sign_in(client, victim.email).content.decode()


def test_another_name_of_the_house_is_no_fresh_start(client: Client) -> None:
    victim = MemberFactory()
    for _ in range(10):
        sign_in(client, victim.email, "geraten")
    for host in ("localhost", "127.0.0.1:1337", "localhost.", "127.0.0.1"):
        tried = client.post(
            "/konto/login/", {"login": victim.email, "password": "geraten"}, headers={"host": host}
        )
        assert "Zu viele Versuche" in tried.content.decode(), host


def test_memory_forgets_what_has_expired_before_what_is_young() -> None:
    memory = LastingMemory("limits-expired", {"OPTIONS": {"MAX_ENTRIES": 10}})
    memory.set("counter", 7, timeout=300)
    for number in range(100):
        memory.set(f"past-{number}", 1, timeout=0.001)
        time.sleep(0.002)
    assert memory.get("counter") == 7


def test_memory_that_is_full_of_young_things_lets_go_of_what_ends_soonest() -> None:
    memory = LastingMemory("limits-young", {"OPTIONS": {"MAX_ENTRIES": 10}})
    memory.set("counter", 7, timeout=3_000)
    memory.set("lasting", 8, timeout=None)
    for number in range(100):
        memory.set(f"junk-{number}", 1, timeout=300)
    assert (memory.get("counter"), memory.get("lasting")) == (7, 8)
    assert len(memory._cache) <= 10


def test_who_asks_too_often_for_a_new_password_reads_a_page_of_the_house(
    client: Client, settings: Any
) -> None:
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "reset_password": "1/h/key"}
    email = {"email": MemberFactory().email}
    assert client.post("/konto/password/reset/", email).status_code == 302
    refused = client.post("/konto/password/reset/", email)
    assert refused.status_code == 429
    assert "<h1>Das ging nicht</h1>" in refused.content.decode()
    assert "Das waren zu viele Versuche" in refused.content.decode()

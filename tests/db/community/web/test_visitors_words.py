"""What a visitor sends is kept until they sign in: briefly, so much of it, so often, and never lost."""

from __future__ import annotations

import secrets
from datetime import timedelta
from uuid import uuid4

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from community.live import sessions
from community.people.accounts import retention
from tests.factories.forum import make_thread
from tests.factories.people import PASSWORD, MemberFactory

pytestmark = pytest.mark.django_db
LONG = secrets.token_hex(15_000) + " und noch ein Wort"


@pytest.fixture
def address() -> str:
    return f"/themen/{make_thread(MemberFactory()).pk}/antworten/"


def send(address: str, *, host: str = "192.0.2.1", text: str = LONG, client: Client | None = None):
    return (client or Client()).post(address, {"text": text, "key": uuid4()}, REMOTE_ADDR=host)


def stored() -> int:
    """Bytes in the table of sessions."""
    return sum(map(len, Session.objects.values_list("session_data", flat=True)))


def test_of_one_address_so_many_are_kept_and_the_others_shown(address: str, settings) -> None:
    settings.VISITOR_RATE = "5/h"
    answers = [send(address) for _ in range(12)]
    assert [answer.status_code for answer in answers] == [303] * 5 + [429] * 7
    assert stored() < 5 * 60_000
    page = answers[-1].content.decode()
    assert LONG in page and "melden Sie sich an" in page


def test_many_addresses_store_no_more_than_there_is_room_for(address: str, monkeypatch) -> None:
    monkeypatch.setattr(sessions, "VISITORS_AT_MOST", 10)
    statuses = [send(address, host=f"192.0.2.{number}").status_code for number in range(15)]
    assert statuses == [303] * 10 + [429] * 5
    assert Session.objects.count() == 10


def test_scripts_have_the_words_themselves(address: str, settings) -> None:
    settings.VISITOR_RATE = "1/h"
    answers = [
        Client().post(address, {"text": "Hallo", "key": uuid4()}, headers={"Accept": "application/json"})
        for _ in range(2)
    ]
    assert [answer.status_code for answer in answers] == [403, 403]
    assert all(answer.json()["sign_in"].startswith("/konto/login/") for answer in answers)
    assert Session.objects.count() == 1


def test_who_sends_again_from_the_same_browser_only_replaces(address: str, settings) -> None:
    settings.VISITOR_RATE = "1/h"
    client = Client()
    statuses = [send(address, client=client, text=f"Fassung {number}").status_code for number in range(5)]
    assert statuses == [303] * 5
    assert client.session["kept_words"]["text"] == "Fassung 4"
    assert Session.objects.count() == 1


def test_an_invented_session_is_a_new_one(address: str, settings) -> None:
    settings.VISITOR_RATE = "1/h"
    statuses = []
    for number in range(3):
        client = Client()
        client.cookies["sessionid"] = f"erfunden{number}".ljust(32, "x")
        statuses.append(send(address, client=client).status_code)
    assert statuses == [303, 429, 429]


def test_a_visitors_session_is_over_after_two_hours_and_a_members_is_not(address: str) -> None:
    member, client = MemberFactory(), Client()
    sent = send(address, client=client)
    [session] = Session.objects.all()
    assert session.expire_date <= timezone.now() + timedelta(hours=2)
    assert client.cookies["sessionid"]["max-age"] == 2 * 3600
    client.post(sent["Location"], {"login": member.email, "password": PASSWORD})
    [session] = Session.objects.all()
    assert session.expire_date > timezone.now() + timedelta(days=13)


def test_ended_sessions_are_forgotten_and_running_ones_stay(address: str) -> None:
    send(address)
    assert retention.forget_ended_sessions() == 0
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    assert retention.forget_ended_sessions() == 1

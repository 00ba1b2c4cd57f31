"""Signing in and out, forgotten passwords, new mail addresses, other devices."""

from __future__ import annotations

from typing import Any

import pytest
from allauth.account.models import EmailAddress, EmailConfirmationHMAC
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.core import mail
from django.test import Client

from community.people.accounts import hashers
from community.people.models import Member
from tests.db.community.people.steps import NEW_PASSWORD, link_in, sign_in, user_of
from tests.factories.people import PASSWORD, MemberFactory

pytestmark = pytest.mark.django_db


def test_signing_in_and_out(client: Client) -> None:
    member = MemberFactory()
    assert sign_in(client, member.email.upper())["Location"] == "/"
    assert user_of(client) == member.pk
    client.get("/konto/logout/")
    assert user_of(client) == member.pk, "looking at the page does not sign out"
    client.post("/konto/logout/")
    assert user_of(client) is None


def test_wrong_password_and_unknown_address_look_alike(client: Client) -> None:
    member = MemberFactory()
    pages = [sign_in(client, email, "falsch").content.decode() for email in (member.email, "wer@ist.example")]
    for page, email in zip(pages, (member.email, "wer@ist.example"), strict=True):
        assert "E-Mail-Adresse und Passwort passen nicht zusammen" in page
        assert f'value="{email}"' in page, "the typed address is kept"
        assert "falsch" not in page


def test_guessing_is_slowed_per_address_and_never_per_network(client: Client) -> None:
    victim, colleague = MemberFactory(), MemberFactory()
    for _ in range(10):
        sign_in(client, victim.email, "geraten")
    assert "Zu viele Versuche" in sign_in(client, victim.email).content.decode()
    assert sign_in(Client(), colleague.email)["Location"] == "/", "same address of the network"


def test_the_way_back_after_signing_in(client: Client) -> None:
    member = MemberFactory()
    page = client.get("/konto/?x=1")
    assert page["Location"] == "/konto/login/?next=/konto/%3Fx%3D1"
    answer = client.post(
        "/konto/login/", {"login": member.email, "password": PASSWORD, "next": "/konto/?x=1"}
    )
    assert answer["Location"] == "/konto/?x=1"
    elsewhere = {"login": member.email, "password": PASSWORD, "next": "https://evil.example/"}
    assert Client().post("/konto/login/", elsewhere)["Location"] == "/"


@pytest.mark.parametrize("nowhere", ["//[", "http://[::1", "https://[x]/"])
@pytest.mark.parametrize("page", ["login", "signup", "password/reset"])
def test_a_way_back_that_is_no_address_is_passed_over(client: Client, page: str, nowhere: str) -> None:
    assert client.get(f"/konto/{page}/", {"next": nowhere}).status_code == 200
    sent = {"login": MemberFactory().email, "password": PASSWORD, "next": nowhere}
    assert client.post("/konto/login/", sent)["Location"] == "/"


def test_closed_accounts_cannot_sign_in(client: Client) -> None:
    member = MemberFactory(is_active=False)
    assert sign_in(client, member.email)["Location"] == "/konto/inactive/"
    assert user_of(client) is None


def test_a_closed_account_is_out_at_once(client: Client) -> None:
    member = MemberFactory()
    client.force_login(member)
    assert client.get("/konto/").status_code == 200
    Member.objects.filter(pk=member.pk).update(is_active=False)
    assert client.get("/konto/").status_code == 302


def test_a_member_costs_four_queries(client: Client, django_assert_num_queries: Any) -> None:
    client.force_login(MemberFactory(head=True))
    with django_assert_num_queries(4):  # session, member with what it needs, roles, unread notices
        client.get("/konto/logout/")


def test_a_declined_person_reads_why(client: Client) -> None:
    client.force_login(MemberFactory(declined=True))
    page = client.get("/").content.decode()
    assert "Sie gehören zu keiner Kommune." in page and "geschaeftsstelle@" in page


def test_resetting_a_forgotten_password(client: Client) -> None:
    member = MemberFactory()
    elsewhere = Client()
    elsewhere.force_login(member)
    client.post("/konto/password/reset/", {"email": member.email})
    (letter,) = mail.outbox
    assert letter.subject.endswith("Neues Passwort wählen")
    path = link_in(letter)
    Client().get(path, follow=True)  # the gateway
    form = client.get(path, follow=True)
    target = form.redirect_chain[-1][0]
    done = client.post(target, {"password1": NEW_PASSWORD}, follow=True)
    assert "gespeichert" in done.content.decode()
    assert sign_in(client, member.email, NEW_PASSWORD)["Location"] == "/"
    assert elsewhere.get("/konto/").status_code == 302, "signed out everywhere else"
    again = Client().get(path, follow=True).content.decode()
    assert "gilt nicht mehr" in again


def test_resetting_an_unknown_address_looks_the_same(client: Client) -> None:
    member = MemberFactory()
    known = client.post("/konto/password/reset/", {"email": member.email})
    unknown = client.post("/konto/password/reset/", {"email": "wer@ist.example"})
    assert known["Location"] == unknown["Location"]
    assert mail.outbox[1].to == ["wer@ist.example"] and "kein Konto" in mail.outbox[1].subject


def test_changing_the_password_ends_other_sessions(client: Client) -> None:
    member, elsewhere = MemberFactory(), Client()
    sign_in(client, member.email)
    elsewhere.force_login(member)
    wrong = client.post("/konto/password/change/", {"oldpassword": "falsch", "password1": NEW_PASSWORD})
    assert "Das bisherige Passwort stimmt nicht" in wrong.content.decode()
    right = client.post("/konto/password/change/", {"oldpassword": PASSWORD, "password1": NEW_PASSWORD})
    assert right["Location"] == "/konto/"
    assert client.get("/konto/").status_code == 200 and elsewhere.get("/konto/").status_code == 302
    assert "Passwort" in mail.outbox[-1].subject and mail.outbox[-1].to == [member.email]


def test_changing_the_address(client: Client) -> None:
    member = MemberFactory(email="alt@stadt.example")
    sign_in(client, member.email)
    client.post("/konto/email/", {"email": "neu@stadt.example", "action_add": ""}, follow=True)
    client.post("/konto/reauthenticate/?next=/konto/email/", {"password": PASSWORD})
    client.post("/konto/email/", {"email": "neu@stadt.example", "action_add": ""})
    member.refresh_from_db()
    assert member.email == "alt@stadt.example", "only a confirmed address counts"
    letter = next(letter for letter in mail.outbox if letter.to == ["neu@stadt.example"])
    client.post(link_in(letter))
    member.refresh_from_db()
    assert member.email == "neu@stadt.example"
    assert sign_in(Client(), "neu@stadt.example")["Location"] == "/"
    warned = [letter for letter in mail.outbox if letter.to == ["alt@stadt.example"]]
    assert warned and "geändert" in warned[-1].subject


def test_an_address_of_someone_else_is_not_taken_over(client: Client) -> None:
    """Someone registered with the address but never confirmed it: confirming it here must not fail hard."""
    other = MemberFactory(email="besetzt@stadt.example", waiting=True)
    EmailAddress.objects.filter(user=other).update(verified=False)
    member = MemberFactory(email="alt@stadt.example")
    wanted = EmailAddress.objects.create(user=member, email="besetzt@stadt.example")
    client.force_login(member)
    answer = client.post(f"/konto/confirm-email/{EmailConfirmationHMAC(wanted).key}/", follow=True)
    assert answer.status_code == 200 and "gehört zu einem anderen Konto" in answer.content.decode()
    member.refresh_from_db()
    assert member.email == "alt@stadt.example"


def test_signing_out_everywhere_else(client: Client) -> None:
    member = MemberFactory()
    clients = [client, Client(), Client()]
    agents = (
        "Mozilla/5.0 (Windows NT 10.0) Gecko/20100101 Firefox/141.0",
        "Mozilla/5.0 (iPhone) Safari/604.1",
        "",
    )
    for one, agent in zip(clients, agents, strict=True):
        one.post(
            "/konto/login/", {"login": member.email, "password": PASSWORD}, headers={"user-agent": agent}
        )
    page = client.get("/konto/sessions/").content.decode()
    for words in ("Firefox unter Windows", "Safari unter iPhone", "Unbekanntes Gerät", "dieses Gerät"):
        assert words in page
    client.post("/konto/sessions/")
    assert [one.get("/konto/").status_code for one in clients] == [200, 302, 302]


def test_a_former_hash_still_opens_and_is_renewed(client: Client) -> None:
    member = MemberFactory()
    former = Argon2PasswordHasher().encode(PASSWORD, "salzsalzsalz")
    Member.objects.filter(pk=member.pk).update(password=former)
    assert sign_in(client, member.email)["Location"] == "/"
    member.refresh_from_db()
    assert member.password.startswith("argon2$argon2id$v=19$m=19456,t=2,p=1$")


@pytest.mark.parametrize("email", ["", "wer@ist.example"])
def test_too_many_at_once_are_told_to_come_again(
    client: Client, monkeypatch: pytest.MonkeyPatch, email: str
) -> None:
    """Whether there is an account or not; the address is not shown to others, nothing is logged as a fault."""
    member = MemberFactory()
    monkeypatch.setattr(hashers, "TURN_WITHIN", 0.01)
    with hashers.hashing_memory.reserve(hashers.hashing_memory.room):
        answer = sign_in(client, email or member.email)
    assert (answer.status_code, answer["Retry-After"]) == (503, "5")
    assert "Gerade melden sich sehr viele zugleich an." in answer.content.decode()
    assert sign_in(client, member.email)["Location"] == "/"

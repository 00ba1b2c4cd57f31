"""A new mail address: who asks for it proves who they are, and the old mailbox can take it back."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.core import mail
from django.test import Client
from django.utils import timezone

from community.people.accounts.actions import forget_address_changes
from community.people.models import AddressChange, Member
from tests.contracts.softkey import SoftKey
from tests.db.community.people.steps import NEW_PASSWORD, link_in, sign_in, user_of
from tests.factories.people import PASSWORD, MemberFactory
from tests.factories.sessions import pass_factors
from tests.mails import sent

pytestmark = pytest.mark.django_db
OLD, NEW = "alt@stadt.example", "neu@stadt.example"


@pytest.fixture
def member() -> Member:
    return MemberFactory(email=OLD)


def change(client: Client, new: str = NEW) -> str:
    """Change the address from a session that has proved itself; returns the link in the warning."""
    client.post("/konto/email/", {"email": new, "action_add": ""})
    client.post(link_in(next(letter for letter in reversed(mail.outbox) if letter.to == [new])))
    warning = next(letter for letter in reversed(mail.outbox) if "wurde geändert" in letter.subject)
    found = re.search(r"https?://[^/\s]+(/konto/adresse-zurueck/\S+)", warning.body)
    assert found, warning.body
    return found[1]


def proved(member: Member) -> Client:
    client = Client()
    sign_in(client, member.email)
    client.post("/konto/reauthenticate/", {"password": PASSWORD})
    return client


def test_a_session_alone_does_not_change_the_address(client: Client, member: Member) -> None:
    client.force_login(member)
    answer = client.post("/konto/email/", {"email": NEW, "action_add": ""})
    assert answer["Location"] == "/konto/reauthenticate/?next=%2Fkonto%2Femail%2F"
    assert not EmailAddress.objects.filter(email=NEW).exists()


def test_who_has_a_second_factor_gives_that_one(client: Client, member: Member) -> None:
    SoftKey(member).enter()
    client.force_login(member)
    answer = client.post("/konto/email/", {"email": NEW, "action_add": ""})
    assert answer["Location"].startswith("/konto/2fa/webauthn/reauthenticate/")
    pass_factors(client, member, again=True)
    client.post("/konto/email/", {"email": NEW, "action_add": ""})
    assert EmailAddress.objects.filter(email=NEW, user=member).exists()


def test_the_old_mailbox_takes_the_change_back(client: Client, member: Member) -> None:
    thief = proved(member)
    link = change(thief)
    assert [letter.to for letter in mail.outbox if "wurde geändert" in letter.subject] == [[OLD]]
    SoftKey(member).enter()
    for _ in range(2):  # a mail gateway opens every link, twice
        page = client.get(link).content.decode()
        assert "Adresse zurückholen" in page and NEW in page
    assert Member.objects.get(pk=member.pk).email == NEW and user_of(thief) == member.pk

    answer = client.post(link, follow=True)
    member = Member.objects.get(pk=member.pk)
    assert member.email == OLD and not member.has_usable_password()
    assert list(EmailAddress.objects.filter(user=member).values_list("email", "primary", "verified")) == [
        (OLD, True, True)
    ]
    assert thief.get("/konto/").status_code == 302, "signed out"
    assert not Authenticator.objects.filter(user=member).exists(), "the key of the thief is gone"
    assert sent()[-1].to == [NEW] and "zurückgenommen" in sent()[-1].subject
    assert "wählen Sie jetzt ein neues Passwort" in answer.content.decode()
    client.post(answer.redirect_chain[-1][0], {"password1": NEW_PASSWORD})
    assert sign_in(Client(), OLD, NEW_PASSWORD)["Location"] == "/"
    assert "passen nicht zusammen" in sign_in(Client(), NEW).content.decode()
    assert client.post(link).status_code == 404, "only once"


def test_a_chain_of_changes_does_not_cut_off_the_way_back(client: Client, member: Member) -> None:
    thief = proved(member)
    link = change(thief)
    later = change(thief, "noch@anders.example")
    client.post(link)
    assert Member.objects.get(pk=member.pk).email == OLD
    assert Client().post(later).status_code == 404, "what came later is void"
    assert Member.objects.get(pk=member.pk).email == OLD


def test_an_old_second_factor_stays(client: Client, member: Member) -> None:
    old = SoftKey(member).enter()
    Authenticator.objects.filter(pk=old.pk).update(created_at=timezone.now() - timedelta(days=30))
    thief = Client()
    thief.force_login(member)
    pass_factors(thief, member, again=True)
    client.post(change(thief))
    assert list(Authenticator.objects.filter(user=member)) == [old]


def test_after_a_week_the_change_stays_and_is_forgotten(
    client: Client, member: Member, time_machine: Any
) -> None:
    link = change(proved(member))
    assert forget_address_changes() == 0
    time_machine.move_to(timezone.now() + timedelta(days=7, minutes=1), tick=True)
    assert client.get(link).status_code == 404 and client.post(link).status_code == 404
    assert Member.objects.get(pk=member.pk).email == NEW
    assert forget_address_changes() == 1 and not AddressChange.objects.exists()


def test_a_registration_nobody_confirmed_does_not_hold_the_old_address(
    client: Client, member: Member
) -> None:
    link = change(proved(member))
    squatter = MemberFactory(email=OLD, waiting=True)
    EmailAddress.objects.filter(user=squatter).update(verified=False)
    client.post(link)
    assert Member.objects.get(pk=member.pk).email == OLD
    assert not Member.objects.filter(pk=squatter.pk).exists()


def test_an_account_that_has_the_old_address_now_keeps_it(client: Client, member: Member) -> None:
    link = change(proved(member))
    other = MemberFactory(email=OLD)
    answer = client.post(link)
    assert answer.status_code == 409 and "inzwischen ein anderes Konto" in answer.content.decode()
    assert Member.objects.get(pk=other.pk).email == OLD and Member.objects.get(pk=member.pk).email == NEW


def test_confirming_an_address_for_the_first_time_warns_nobody(client: Client) -> None:
    member = MemberFactory(email=OLD, waiting=True)
    EmailAddress.objects.filter(user=member).update(verified=False)
    sign_in(client, OLD)
    client.post(link_in(mail.outbox[-1]))
    assert EmailAddress.objects.get(user=member).verified
    assert not AddressChange.objects.exists()

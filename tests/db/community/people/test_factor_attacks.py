"""What somebody tries who has a password, an old session, or a key that is not theirs."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.utils import timezone

from community.live.registry import find
from community.people.accounts.visits import find_visits
from community.people.models import Member
from realtime.delivery.loader import find_allowed_without_office, find_persons
from tests.contracts.softkey import SoftKey, challenge_in
from tests.db.community.people.steps import sign_in, user_of
from tests.db.community.people.test_second_factor import current_code, set_up_app
from tests.factories.people import PASSWORD, MemberFactory
from tests.factories.sessions import pass_factors

pytestmark = pytest.mark.django_db
DESK = "/moderation/"
PASSKEY = "/konto/2fa/webauthn/login/"


@pytest.fixture
def officer() -> Member:
    return MemberFactory(head=True)


@pytest.fixture
def old(officer: Member) -> Client:
    """A session with the password alone, begun before there was a second factor."""
    client = Client()
    sign_in(client, officer.email)
    return client


def _later(time_machine: Any, **span: float) -> None:
    time_machine.move_to(timezone.now() + timedelta(**span), tick=True)


def _challenge(client: Client) -> str:
    return challenge_in(client.get(PASSKEY, headers={"accept": "application/json"}).json())


# An old session


def test_a_factor_set_up_elsewhere_gives_an_old_session_no_power(officer: Member, old: Client) -> None:
    elsewhere = Client()
    sign_in(elsewhere, officer.email)
    set_up_app(elsewhere)
    assert elsewhere.get(DESK).status_code == 200, "this session has shown the factor"
    answer = old.get(DESK)
    assert (answer.status_code, answer["Location"]) == (
        302,
        "/konto/2fa/reauthenticate/?next=%2Fmoderation%2F",
    )
    waiting = MemberFactory(waiting=True)
    assert old.post(f"/moderation/freigaben/{waiting.pk}/aufnehmen/").status_code == 302
    assert not Member.objects.get(pk=waiting.pk).is_admitted
    assert old.get(f"/mitglieder/{waiting.pk}/").status_code == 404, "nor where the office sees more"


def test_an_old_session_gains_power_by_the_factor_itself(
    officer: Member, old: Client, time_machine: Any
) -> None:
    elsewhere = Client()
    sign_in(elsewhere, officer.email)
    secret = set_up_app(elsewhere)
    _later(time_machine, minutes=1)
    assert old.post("/konto/2fa/reauthenticate/?next=/moderation/", {"code": "000000"}).status_code == 200
    assert old.get(DESK).status_code == 302
    passed = old.post("/konto/2fa/reauthenticate/?next=/moderation/", {"code": current_code(secret)})
    assert passed["Location"] == DESK
    assert old.get(DESK).status_code == 200


@pytest.mark.parametrize("given_before", [True, False])
@pytest.mark.parametrize(
    "path",
    [
        "/konto/2fa/webauthn/add/",
        "/konto/2fa/totp/deactivate/",
        "/konto/2fa/recovery-codes/",
        "/konto/2fa/recovery-codes/generate/",
        "/konto/email/",
    ],
)
def test_with_the_password_alone_no_factor_is_added_read_or_removed(
    officer: Member, old: Client, path: str, given_before: bool
) -> None:
    if given_before:
        old.post("/konto/reauthenticate/", {"password": PASSWORD})
    elsewhere = Client()
    sign_in(elsewhere, officer.email)
    set_up_app(elsewhere)
    if not given_before:
        answer = old.post("/konto/reauthenticate/", {"password": PASSWORD})
        assert answer["Location"].startswith("/konto/2fa/reauthenticate/")
    ask = old.get if path == "/konto/2fa/recovery-codes/" else old.post
    answer = ask(path, {"email": "dieb@draussen.example", "action_add": ""})
    assert answer["Location"].startswith("/konto/2fa/reauthenticate/")
    assert Authenticator.objects.filter(user=officer, type=Authenticator.Type.TOTP).exists()


def test_a_factor_that_was_removed_takes_the_power_of_its_sessions_along(officer: Member) -> None:
    lost, kept = SoftKey(officer).enter(), SoftKey(officer).enter()
    thief = Client()
    thief.force_login(officer)
    pass_factors(thief, officer)
    assert thief.get(DESK).status_code == 200
    lost.delete()
    assert thief.get(DESK).status_code == 200, "it has passed the other one, too"
    kept.delete()
    SoftKey(officer).enter()
    assert thief.get(DESK).status_code == 302


def test_without_the_last_factor_the_role_rests(officer: Member) -> None:
    client = Client()
    sign_in(client, officer.email)
    set_up_app(client)
    assert client.get(DESK).status_code == 200
    client.post("/konto/2fa/totp/deactivate/")
    assert not Authenticator.objects.filter(user=officer).exists(), "recovery codes go with it"
    assert client.get(DESK)["Location"] == "/konto/2fa/"


def test_a_socket_of_an_old_session_hears_nothing_of_the_office(officer: Member, old: Client) -> None:
    elsewhere = Client()
    sign_in(elsewhere, officer.email)
    set_up_app(elsewhere)
    keys = {client.session.session_key for client in (old, elsewhere)}
    persons = find_persons(keys)
    assert {key for key, person in persons.items() if person.role_rests} == {old.session.session_key}
    assert find_visits(keys).keys() == keys
    bell = find("office", officer.pk)
    own = find("me", officer.pk)
    assert set(find_allowed_without_office({(officer.pk, bell), (officer.pk, own)})) == {(officer.pk, own)}


# Codes


def test_a_code_that_was_seen_opens_nothing_again(client: Client, time_machine: Any) -> None:
    member = MemberFactory()
    sign_in(client, member.email)
    secret = set_up_app(client)
    _later(time_machine, minutes=1)
    code = current_code(secret)
    doors = [Client(), Client()]
    for door in doors:
        sign_in(door, member.email)
        door.post("/konto/2fa/authenticate/", {"code": code})
    assert [user_of(door) for door in doors] == [member.pk, None]


def test_a_recovery_code_opens_once(client: Client) -> None:
    member = MemberFactory()
    sign_in(client, member.email)
    set_up_app(client)
    code = client.get("/konto/2fa/recovery-codes/").context["unused_codes"][0]
    doors = [Client(), Client()]
    for door in doors:
        sign_in(door, member.email)
        door.post("/konto/2fa/authenticate/", {"code": code})
    assert [user_of(door) for door in doors] == [member.pk, None]


def test_codes_are_guessed_ten_times_in_five_minutes(client: Client, time_machine: Any) -> None:
    member = MemberFactory()
    sign_in(client, member.email)
    secret = set_up_app(client)
    _later(time_machine, minutes=1)
    for _ in range(10):
        door = Client()
        sign_in(door, member.email)
        door.post("/konto/2fa/authenticate/", {"code": "000000"})
    sign_in(door := Client(), member.email)
    answer = door.post("/konto/2fa/authenticate/", {"code": current_code(secret)})
    assert "Zu viele Versuche" in answer.content.decode()
    assert user_of(door) is None


# Keys


def test_a_passkey_opens_and_gives_office_power(officer: Member) -> None:
    key, client = SoftKey(officer), Client()
    key.enter()
    client.post(PASSKEY, {"credential": key.assertion(_challenge(client))})
    assert user_of(client) == officer.pk
    assert client.get(DESK).status_code == 200


def test_an_assertion_is_not_used_twice(officer: Member) -> None:
    key, client = SoftKey(officer), Client()
    key.enter()
    said = key.assertion(_challenge(client))
    client.post(PASSKEY, {"credential": said})
    client.post("/konto/logout/")
    client.post(PASSKEY, {"credential": said})
    assert user_of(client) is None


def test_an_assertion_for_another_session_opens_nothing(officer: Member) -> None:
    key, client, other = SoftKey(officer), Client(), Client()
    key.enter()
    said = key.assertion(_challenge(client))
    _challenge(other)
    other.post(PASSKEY, {"credential": said})
    assert user_of(other) is None


def test_a_key_opens_only_its_own_account(officer: Member) -> None:
    mine, client = SoftKey(MemberFactory()), Client()
    mine.enter()
    SoftKey(officer).enter()
    client.post(PASSKEY, {"credential": mine.assertion(_challenge(client), says=officer)})
    assert user_of(client) is None


def test_a_key_of_another_house_opens_nothing(officer: Member) -> None:
    key, client = SoftKey(officer), Client()
    key.enter()
    client.post(PASSKEY, {"credential": key.assertion(_challenge(client), house=b"evil.example")})
    assert user_of(client) is None


def test_another_persons_key_is_no_second_step(officer: Member) -> None:
    mine, client = SoftKey(MemberFactory()), Client()
    mine.enter()
    SoftKey(officer).enter()
    sign_in(client, officer.email)
    shown = client.get("/konto/2fa/authenticate/")
    said = mine.assertion(challenge_in(shown.context["js_data"]), says=officer)
    client.post("/konto/2fa/authenticate/", {"credential": said})
    assert user_of(client) is None


def test_a_found_key_without_its_pin_does_not_replace_the_password(
    officer: Member, time_machine: Any
) -> None:
    """The challenge of the second step asks for no PIN, for there the password came first. That step runs out, its
    challenge stays in the session."""
    found, own, client = SoftKey(officer), SoftKey(MemberFactory()), Client()
    found.enter()
    own.enter()
    sign_in(client, own.member.email)
    challenge = challenge_in(client.get("/konto/2fa/authenticate/").context["js_data"])
    _later(time_machine, minutes=16)
    client.post(PASSKEY, {"credential": found.assertion(challenge, verified=False)})
    assert user_of(client) is None

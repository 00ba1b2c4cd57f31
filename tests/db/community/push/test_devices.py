"""A member's devices: entered by a click, seen by nobody else, and gone with the sign-in they belong to."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from community.people import sanctions
from community.people.models import Member
from community.push import policy
from community.push.checks import check_push_key
from community.push.delivery import deliver
from community.push.keys import is_key, public_key
from community.push.models import Device, OutgoingPush
from tests.db.community.push.service import KEY, Browser, Service, enter, sign_in
from tests.factories.people import DocumentFactory, MemberFactory

pytestmark = pytest.mark.django_db
PAGE = "/konto/hinweise/"
ENTER = "/konto/hinweise/geraete/"
RESUME = "/konto/hinweise/geraete/fortsetzen/"
PASSWORD = "ein ziemlich langes Passwort"


@pytest.fixture(autouse=True)
def _documents() -> None:
    DocumentFactory()


@pytest.fixture
def anna() -> Member:
    anna = MemberFactory(name="Anna Weber")
    anna.set_password(PASSWORD)
    anna.save()
    return anna


@pytest.fixture
def phone(service: Service) -> Browser:
    return service.browser()


@pytest.fixture
def client(anna: Member) -> Client:
    return sign_in(anna)


def text(client: Client) -> str:
    return client.get(PAGE).content.decode()


def test_entered_it_stands_on_the_page(client: Client, anna: Member, phone: Browser) -> None:
    answer = client.post(ENTER, phone.subscription)
    assert (answer.status_code, answer.json()) == (201, {"entered": True})
    device = Device.objects.get()
    assert (device.member, device.our_key, device.name) == (anna, public_key(), "Firefox unter Linux")
    page = text(client)
    assert "Auf diesem Gerät werden Sie jetzt benachrichtigt." in page
    assert "Firefox unter Linux" in page and "dieses Gerät" in page and " entered" in page
    assert phone.endpoint not in page and phone.subscription["auth"] not in page


def test_from_another_sign_in_it_is_another_device(client: Client, anna: Member, phone: Browser) -> None:
    client.post(ENTER, phone.subscription)
    page = text(sign_in(anna))
    assert "Firefox unter Linux" in page and "dieses Gerät" not in page and " entered" not in page


def test_without_a_key_the_page_says_so(client: Client, settings: Any, phone: Browser) -> None:
    settings.PUSH_KEY = ""
    page = text(client)
    assert "schickt keine Benachrichtigungen" in page and "push-device" not in page
    assert client.post(ENTER, phone.subscription).status_code == 403


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("endpoint", "https://evil.example/p"),
        ("endpoint", "https://10.0.0.1/p"),
        ("endpoint", ""),
        ("p256dh", "x"),
        ("p256dh", "ä"),
        ("auth", "x"),
        ("auth", ""),
    ],
)
def test_what_no_browser_says_is_refused_with_a_sentence(
    client: Client, phone: Browser, name: str, value: str
) -> None:
    answer = client.post(ENTER, {**phone.subscription, name: value})
    assert answer.status_code == 400 and answer.json()["detail"].startswith("De")
    assert not Device.objects.exists()


def test_entering_again_takes_the_place_of_the_first(
    client: Client, phone: Browser, service: Service
) -> None:
    client.post(ENTER, phone.subscription)
    client.post(ENTER, service.browser().subscription)
    assert Device.objects.get().endpoint.endswith("/p/1")
    client.post(ENTER, service.browser().subscription)
    assert Device.objects.count() == 1


def test_a_browser_belongs_to_whoever_switched_it_on_last(client: Client, phone: Browser) -> None:
    client.post(ENTER, phone.subscription)
    bruno = MemberFactory()
    sign_in(bruno).post(ENTER, phone.subscription)
    assert Device.objects.get().member == bruno


def test_ten_are_enough(client: Client, anna: Member, service: Service) -> None:
    for _number in range(policy.DEVICES_AT_MOST):
        enter(anna, service.browser())
    answer = client.post(ENTER, service.browser().subscription)
    assert answer.status_code == 403 and "zehn Geräte" in answer.json()["detail"]
    Device.objects.first().delete()  # type: ignore[union-attr]
    assert client.post(ENTER, service.browser().subscription).status_code == 201
    assert client.post(ENTER, service.browser().subscription).status_code == 201, "the one at hand, anew"


def test_a_token_is_asked_for(anna: Member, phone: Browser) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(anna)
    assert strict.post(ENTER, phone.subscription).status_code == 403
    assert not Device.objects.exists()


def test_trying_out_tells_this_device_at_any_hour(client: Client, anna: Member, phone: Browser) -> None:
    device = enter(anna, phone, client)
    answer = client.post(f"{ENTER}{device.pk}/ausprobieren/")
    assert answer.status_code == 303 and answer.url == f"{PAGE}#geraete"
    deliver()
    assert [words["title"] for words in phone.opened] == ["So sieht eine Benachrichtigung aus."]
    assert "unterwegs" in text(client)
    client.post(f"{ENTER}{device.pk}/ausprobieren/")
    assert OutgoingPush.objects.count() == 1 and "in einer Minute" in text(client)


def test_removed_it_is_told_nothing_more(client: Client, anna: Member, phone: Browser) -> None:
    device = enter(anna, phone, client)
    client.post(f"{ENTER}{device.pk}/ausprobieren/")
    assert client.post(f"{ENTER}{device.pk}/entfernen/").status_code == 303
    deliver()
    assert phone.opened == [] and not Device.objects.exists()


@pytest.mark.parametrize("verb", ["entfernen", "ausprobieren"])
def test_devices_of_others_do_not_exist(phone: Browser, anna: Member, verb: str) -> None:
    device = enter(anna, phone)
    bruno = sign_in(MemberFactory())
    assert bruno.post(f"{ENTER}{device.pk}/{verb}/").status_code == 404
    assert "Firefox" not in text(bruno)
    assert Device.objects.exists() and not OutgoingPush.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_signing_out_ends_this_device_and_no_other(
    client: Client, anna: Member, phone: Browser, service: Service
) -> None:
    client.post(ENTER, phone.subscription)
    other = enter(anna, service.browser())
    client.post("/konto/logout/")
    assert Device.objects.get() == other


@pytest.mark.django_db(transaction=True)
def test_a_new_password_ends_all(client: Client, anna: Member, phone: Browser, service: Service) -> None:
    client.post(ENTER, phone.subscription)
    enter(anna, service.browser())
    bruno = enter(MemberFactory(), service.browser())
    said = {"oldpassword": PASSWORD, "password1": f"{PASSWORD} neu", "password2": f"{PASSWORD} neu"}
    assert client.post("/konto/password/change/", said).status_code == 302
    assert Device.objects.get() == bruno


@pytest.mark.django_db(transaction=True)
def test_a_suspension_ends_all(anna: Member, phone: Browser) -> None:
    enter(anna, phone)
    sanctions.set_sanctions(anna, silenced={}, suspended_until=timezone.now() + timedelta(days=1))
    assert not Device.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_ending_another_session_ends_its_device(client: Client, anna: Member, phone: Browser) -> None:
    elsewhere = sign_in(anna)
    elsewhere.post(ENTER, phone.subscription)
    UserSession.objects.create(user=anna, ip="127.0.0.1", session_key=elsewhere.session.session_key)
    client.post("/konto/sessions/")
    assert not Device.objects.exists()


def test_a_sign_in_that_ran_out_lets_it_rest(anna: Member, phone: Browser, client: Client) -> None:
    client.post(ENTER, phone.subscription)
    Session.objects.filter(pk=Device.objects.get().session_key).update(expire_date=timezone.now())
    back = sign_in(anna)
    assert back.post(RESUME, {"endpoint": phone.endpoint}).json() == {"resumed": True}
    device = Device.objects.get()
    assert device.session_key == back.session.session_key
    back.post(f"{ENTER}{device.pk}/ausprobieren/")
    deliver()
    assert len(phone.opened) == 1


def test_only_the_same_member_takes_it_up_again(anna: Member, phone: Browser, client: Client) -> None:
    client.post(ENTER, phone.subscription)
    bruno = sign_in(MemberFactory())
    assert bruno.post(RESUME, {"endpoint": phone.endpoint}).json() == {"resumed": False}
    assert Device.objects.get().member == anna


@pytest.mark.django_db(transaction=True)
def test_after_signing_out_nothing_is_taken_up_again(anna: Member, phone: Browser, client: Client) -> None:
    client.post(ENTER, phone.subscription)
    client.post("/konto/logout/")
    assert sign_in(anna).post(RESUME, {"endpoint": phone.endpoint}).json() == {"resumed": False}


def test_the_command_makes_a_key_once(settings: Any, tmp_path: Any, capsys: Any) -> None:
    settings.PUSH_KEY_FILE = tmp_path / "var" / "push_key"
    call_command("make_push_key")
    kept = settings.PUSH_KEY_FILE
    assert is_key(kept.read_text()) and kept.stat().st_mode & 0o777 == 0o600
    with pytest.raises(CommandError):
        call_command("make_push_key")
    capsys.readouterr()
    settings.PUSH_KEY_FILE = tmp_path / "other"
    call_command("make_push_key", "--print")
    assert is_key(capsys.readouterr().out.strip()) and not settings.PUSH_KEY_FILE.exists()
    settings.PUSH_KEY = KEY
    with pytest.raises(CommandError):
        call_command("make_push_key")


@pytest.mark.parametrize(("key", "problems"), [("", 0), (KEY, 0), ("kein Schlüssel", 1)])
def test_a_wrong_key_is_said_before_the_start(settings: Any, key: str, problems: int) -> None:
    settings.PUSH_KEY = key
    assert len(check_push_key(None)) == problems

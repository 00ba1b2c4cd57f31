"""A push is sent once, later, or never, and only its browser can read it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.db import IntegrityError, transaction
from django.utils import timezone

from community.people.models import Admission, Member
from community.push import delivery, wire
from community.push.delivery import deliver, outbox
from community.push.jobs import forget_old_pushes
from community.push.models import Device, OutgoingPush
from community.push.posting import post
from community.push.sources import Words
from tests.db.community.push.service import Browser, Service, enter, sign_in
from tests.factories.people import MemberFactory

pytestmark = pytest.mark.django_db
State = OutgoingPush.State


@pytest.fixture
def anna() -> Member:
    return MemberFactory(name="Anna Weber")


@pytest.fixture
def phone(service: Service) -> Browser:
    return service.browser()


@pytest.fixture
def device(anna: Member, phone: Browser, said: list[Words | None]) -> Device:
    return enter(anna, phone)


def write(device: Device, key: str = "test:1", **more: Any) -> OutgoingPush:
    post([device], source="test", about=[1], key=key, **more)
    return OutgoingPush.objects.get(key=f"{key}:{device.pk}")


def again(push: OutgoingPush) -> OutgoingPush:
    return OutgoingPush.objects.get(pk=push.pk)


def let_it_be_due(push: OutgoingPush) -> None:
    OutgoingPush.objects.filter(pk=push.pk).update(due_at=timezone.now())


def test_only_the_browser_reads_what_is_said(device: Device, phone: Browser) -> None:
    push = write(device)
    assert deliver() == 1
    assert phone.opened == [
        {
            "title": "Grüße aus Weißenfels",
            "body": "Thema: Mitfahrbänke",
            "address": "/hinweise/1/",
            "tag": "thread:1",
        }
    ]
    assert again(push).state == State.SENT
    device.refresh_from_db()
    assert device.reached_at is not None
    assert deliver() == 0 and len(phone.opened) == 1


def test_the_headers_say_who_sends_and_for_how_long(device: Device, phone: Browser) -> None:
    write(device, until=timezone.now() + timedelta(minutes=10))
    deliver()
    (headers,) = phone.headers
    assert 590 <= int(headers["TTL"]) <= 600
    assert headers["Content-Encoding"] == "aes128gcm"
    assert headers["Authorization"].startswith("vapid t=")  # its signature was checked by the service
    assert len(headers["Topic"]) == 32 and "thread" not in headers["Topic"]
    assert "Cookie" not in headers and "Referer" not in headers


def test_the_row_holds_no_words(device: Device) -> None:
    push = write(device)
    deliver()
    assert "Weißenfels" not in str(again(push).__dict__)


def test_nothing_is_sent_for_what_did_not_happen(device: Device, phone: Browser) -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        write(device)
        1 / 0  # noqa: B018
    assert deliver() == 0 and phone.opened == []


def test_the_same_key_is_the_same_push(device: Device, phone: Browser) -> None:
    write(device)
    deliver()
    assert write(device).state == State.SENT
    deliver()
    assert len(phone.opened) == 1


def test_without_a_key_nothing_is_sent(device: Device, phone: Browser, settings: Any) -> None:
    push = write(device)
    settings.PUSH_KEY = ""
    assert deliver() == 0
    assert again(push).state == State.WAITING and phone.opened == []


def test_what_need_not_be_said_any_more_is_dropped(
    device: Device, phone: Browser, service: Service, said: list[Words | None]
) -> None:
    push = write(device)
    said.append(None)
    deliver()
    assert again(push).state == State.DROPPED and service.asked == []


def test_what_came_too_late_is_dropped(device: Device, service: Service) -> None:
    push = write(device, until=timezone.now() - timedelta(seconds=1))
    deliver()
    assert again(push).state == State.DROPPED and service.asked == []


@pytest.mark.parametrize("end", ["session", "admission", "inactive", "password", "suspended"])
def test_who_has_lost_the_right_meanwhile_is_told_nothing(
    device: Device, anna: Member, service: Service, end: str
) -> None:
    push = write(device)
    match end:
        case "session":
            Session.objects.filter(pk=device.session_key).update(expire_date=timezone.now())
        case "admission":
            Admission.objects.filter(member=anna).update(outcome="declined", reason="Nicht mehr dabei")
        case "inactive":
            Member.objects.filter(pk=anna.pk).update(is_active=False)
        case "password":  # behind the back of whatever ends devices
            anna.set_password("ein ganz neues Passwort")
            Member.objects.filter(pk=anna.pk).update(password=anna.password)
        case "suspended":
            Member.objects.filter(pk=anna.pk).update(suspended_until=timezone.now() + timedelta(days=1))
    deliver()
    assert again(push).state == State.DROPPED and service.asked == []


@pytest.mark.parametrize("status", [404, 410])
def test_a_browser_that_is_gone_is_forgotten(device: Device, service: Service, status: int) -> None:
    write(device)
    write(device, key="test:2")
    service.answers = [(status, {})]
    deliver()
    assert not Device.objects.exists() and not OutgoingPush.objects.exists()
    assert len(service.asked) == 1, "what waited for it is not sent after it"


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_no_for_now_is_asked_again(device: Device, phone: Browser, service: Service, status: int) -> None:
    push = write(device)
    service.answers = [(status, {})]
    deliver()
    push = again(push)
    assert (push.state, push.attempts, push.handed_at) == (State.WAITING, 1, None)
    assert push.due_at > timezone.now() and deliver() == 0
    let_it_be_due(push)
    deliver()
    assert again(push).state == State.SENT and len(phone.opened) == 1


@pytest.mark.parametrize(
    ("said_after", "expected"), [("900", 900), ("99999999999", 60), ("86400", 3600), ("", 60)]
)
def test_the_service_says_itself_when(
    device: Device, service: Service, said_after: str, expected: int
) -> None:
    push = write(device)
    service.answers = [(429, {"Retry-After": said_after})]
    deliver()
    pause = (again(push).due_at - timezone.now()).total_seconds()
    assert expected - 5 < pause <= expected


def test_it_is_not_asked_for_ever(device: Device, service: Service) -> None:
    push = write(device)
    service.answers = [(503, {})] * 9
    for _attempt in range(9):
        let_it_be_due(push)
        deliver()
    assert again(push).state == State.FAILED and len(service.asked) == len(outbox.pauses) + 1


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_redirects_are_not_followed(device: Device, service: Service, status: int) -> None:
    other = service.browser()
    push = write(device)
    service.answers = [(status, {"Location": other.endpoint})]
    deliver()
    assert service.asked == ["/p/0"] and other.opened == []
    assert again(push).state == State.FAILED


@pytest.mark.parametrize("status", [400, 401, 403, 413])
def test_a_no_for_good_is_the_end(device: Device, service: Service, status: int) -> None:
    push = write(device)
    service.answers = [(status, {})]
    deliver()
    assert (again(push).state, again(push).error) == (State.FAILED, f"status {status}")


def test_a_device_of_a_former_key_goes(device: Device, service: Service) -> None:
    Device.objects.update(our_key="a former one")
    write(device)
    deliver()
    assert not Device.objects.exists() and service.asked == []


def test_a_service_that_is_away_costs_no_attempt(device: Device, settings: Any) -> None:
    Device.objects.update(endpoint="http://127.0.0.1:9/p/0")
    first, second = write(device), write(device, key="test:2")
    deliver()
    for push in (again(first), again(second)):
        assert (push.state, push.attempts, push.claimed_by) == (State.WAITING, 0, "")
        assert push.due_at > timezone.now()


def test_one_service_that_is_away_holds_up_no_other(device: Device, service: Service, settings: Any) -> None:
    settings.PUSH_SERVICES = ["127.0.0.1", "localhost"]
    Device.objects.update(endpoint="http://localhost:9/p/0")
    away, away_too = write(device), write(device, key="test:2")
    there = write(enter(MemberFactory(), service.browser()))
    deliver()
    assert [again(push).state for push in (away, away_too, there)] == [
        State.WAITING,
        State.WAITING,
        State.SENT,
    ]


def test_nobody_knows_what_became_of_a_last_byte(device: Device, monkeypatch: Any) -> None:
    push = write(device)

    def send(place: Any, body: bytes, headers: Any, hand_over: Any) -> None:
        hand_over()
        raise ConnectionResetError("gone")

    monkeypatch.setattr(wire, "send", send)
    deliver()
    assert again(push).state == State.UNCERTAIN and deliver() == 0


def test_whoever_comes_second_sends_nothing(device: Device, phone: Browser) -> None:
    push = write(device)
    (held,) = outbox.claim("a", 10)
    assert outbox.claim("b", 10) == [], "it is held"
    OutgoingPush.objects.filter(pk=push.pk).update(claimed_until=timezone.now() - timedelta(seconds=1))
    outbox.claim("b", 10)
    delivery._send(held, "a", set())
    assert phone.opened == []
    delivery._send(held, "b", set())
    assert len(phone.opened) == 1


def test_a_device_removed_in_between_gets_nothing(device: Device, phone: Browser) -> None:
    write(device)
    (held,) = outbox.claim("a", 10)
    Device.objects.all().delete()
    delivery._send(held, "a", set())
    assert phone.opened == []


def test_a_worker_died_with_the_last_byte(device: Device, service: Service) -> None:
    push = write(device)
    outbox.claim("a", 10)
    past = timezone.now() - timedelta(seconds=1)
    OutgoingPush.objects.filter(pk=push.pk).update(handed_at=past, claimed_until=past)
    deliver()
    assert again(push).state == State.UNCERTAIN and service.asked == []


def test_the_database_knows_the_order(device: Device) -> None:
    push = write(device)
    for wrong in ({"state": State.SENT}, {"handed_at": timezone.now()}):
        with pytest.raises(IntegrityError), transaction.atomic():
            OutgoingPush.objects.filter(pk=push.pk).update(**wrong)


def test_long_names_are_cut_and_still_sent(device: Device, phone: Browser, said: list[Words | None]) -> None:
    said.append(Words("Ä" * 500, "Ö" * 5000, "/hinweise/", "x"))
    write(device)
    deliver()
    (words,) = phone.opened
    assert (len(words["title"]), len(words["body"])) == (120, 240) and words["body"].endswith("…")


def test_two_devices_of_one_member(device: Device, phone: Browser, service: Service, anna: Member) -> None:
    laptop = service.browser()
    post([device, enter(anna, laptop, sign_in(anna))], source="test", about=[1], key="test:1")
    deliver()
    assert (len(phone.opened), len(laptop.opened)) == (1, 1)


def test_what_is_over_is_forgotten(device: Device, anna: Member) -> None:
    push = write(device)
    deliver()
    OutgoingPush.objects.filter(pk=push.pk).update(done_at=timezone.now() - timedelta(days=8))
    forget_old_pushes()
    assert not OutgoingPush.objects.exists() and Device.objects.exists()
    Device.objects.update(signed_in_at=timezone.now() - timedelta(days=61))
    forget_old_pushes()
    assert Device.objects.exists(), "its sign-in is in force"
    Session.objects.all().delete()
    forget_old_pushes()
    assert not Device.objects.exists()

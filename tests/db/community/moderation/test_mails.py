"""The office and the mails: what is stuck, who sends back, what stands first on Monday."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from community.audit.models import AuditEvent
from community.mail.models import Bounce, OutgoingMail
from community.mail.posting import post
from community.notices.models import MondayPin
from community.people.models import Member
from tests.factories.forum import make_thread
from tests.factories.people import MemberFactory

pytestmark = pytest.mark.django_db
State = OutgoingMail.State
PAGE = "/moderation/mails/"


@pytest.fixture(autouse=True)
def chiara(client: Client, settings: Any) -> Member:
    settings.OFFICE_SECOND_FACTOR = False
    chiara = MemberFactory(office=True)
    client.force_login(chiara)
    return chiara


@pytest.fixture
def dead() -> OutgoingMail:
    mail = post("anna@amt.example", subject="Willkommen", text="Guten Tag")
    OutgoingMail.objects.filter(pk=mail.pk).update(
        state=State.FAILED, done_at=timezone.now(), error="550 no such user", attempts=1
    )
    return mail


def state_of(mail: OutgoingMail) -> str:
    return OutgoingMail.objects.get(pk=mail.pk).state


def test_the_page_shows_what_is_stuck(client: Client, dead: OutgoingMail) -> None:
    Bounce.objects.create(domain="amt.example", mail=dead, reason="550")
    page = client.get(PAGE).content.decode()
    for words in ("anna@amt.example", "550 no such user", "1 Rückläufer", "Willkommen"):
        assert words in page
    assert "Guten Tag" not in page, "the office needs no letter's words"
    assert "Nicht zugestellte Mails" in client.get("/moderation/").content.decode()


def test_without_dead_letters_the_desk_is_silent(client: Client) -> None:
    assert "Nicht zugestellte Mails" not in client.get("/moderation/").content.decode()


def test_sending_again_is_the_same_mail(client: Client, dead: OutgoingMail) -> None:
    assert client.post(f"{PAGE}{dead.pk}/noch-einmal/").status_code == 303
    mail = OutgoingMail.objects.get(pk=dead.pk)
    assert (mail.state, mail.message_id, mail.attempts) == (State.WAITING, dead.message_id, 0)
    assert AuditEvent.objects.get().verb == "send_again"
    client.post(f"{PAGE}{dead.pk}/noch-einmal/")
    assert AuditEvent.objects.count() == 1, "it is on its way already"


def test_dropping_forgets_the_words(client: Client, dead: OutgoingMail) -> None:
    client.post(f"{PAGE}{dead.pk}/verwerfen/")
    mail = OutgoingMail.objects.get(pk=dead.pk)
    assert (mail.state, mail.text) == (State.DROPPED, "")


def test_what_is_on_its_way_is_left_alone(client: Client) -> None:
    mail = post("anna@amt.example", subject="Willkommen", text="Guten Tag")
    for verb in ("noch-einmal", "verwerfen"):
        client.post(f"{PAGE}{mail.pk}/{verb}/")
    assert state_of(mail) == State.WAITING


def test_pinning_something_to_monday(client: Client) -> None:
    thread = make_thread(MemberFactory(), title="Bitte lesen!")
    sent = {"place": f"field:{thread.field_id}", "address": f"http://x.example{thread.get_absolute_url()}"}
    assert client.post(f"{PAGE}montag/", sent).status_code == 303
    assert "Bitte lesen!" in client.get(PAGE).content.decode()
    client.post(f"{PAGE}montag/{MondayPin.objects.get().pk}/loesen/")
    assert not MondayPin.objects.exists()


@pytest.mark.parametrize("address", ["", "/themen/999999/", "quatsch", "/themen/0/"])
def test_what_cannot_be_pinned_stays_typed(client: Client, address: str) -> None:
    thread = make_thread(MemberFactory())
    answer = client.post(f"{PAGE}montag/", {"place": f"field:{thread.field_id}", "address": address})
    assert answer.status_code == 422 and address in answer.content.decode()
    assert not MondayPin.objects.exists()

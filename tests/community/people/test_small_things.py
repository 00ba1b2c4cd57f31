"""Language, devices, waiting times, letters."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import transaction
from django.test import Client
from django.utils import timezone

from community.people.accounts.devices import spoken_device
from community.people.admission import waiting
from community.people.letters import send_letter
from community.people.models import Admission, Member
from tests.community.people.steps import sign_in
from tests.factories.people import MemberFactory

pytestmark = pytest.mark.django_db


def test_choosing_a_language(client: Client) -> None:
    member = MemberFactory()
    client.force_login(member)
    answer = client.post("/sprache/", {"language": "en", "next": "/kommunen/?q=x"})
    assert answer["Location"] == "/kommunen/?q=x"
    assert client.cookies["django_language"].value == "en"
    assert 'lang="en"' in client.get("/kommunen/").content.decode()
    assert Member.objects.get(pk=member.pk).language == "en"


def test_the_language_follows_to_another_device(client: Client) -> None:
    member = MemberFactory(language="en")
    sign_in(client, member.email)
    assert 'lang="en"' in client.get("/kommunen/").content.decode()


def test_a_choice_on_the_device_is_not_overruled(client: Client) -> None:
    client.cookies["django_language"] = "de"
    sign_in(client, MemberFactory(language="en").email)
    assert 'lang="de"' in client.get("/kommunen/").content.decode()


@pytest.mark.parametrize(
    "elsewhere",
    ["https://evil.example/", "//evil.example/", "javascript:alert(1)", "", "/\\evil.example/", "x"],
)
def test_the_way_back_stays_here(client: Client, elsewhere: str) -> None:
    assert client.post("/sprache/", {"language": "en", "next": elsewhere})["Location"] == "/"


def test_other_languages_are_refused(client: Client) -> None:
    assert client.post("/sprache/", {"language": "tlh"}).status_code == 400
    assert client.get("/sprache/").status_code == 405


@pytest.mark.parametrize(
    ("agent", "spoken"),
    [
        (
            "Mozilla/5.0 (Windows NT 10.0) Chrome/140.0 Safari/537.36 Edg/140.0",
            "Edge unter Windows",
        ),
        (
            "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15) Version/18.0 Safari/605.1",
            "Safari unter macOS",
        ),
        (
            "Mozilla/5.0 (Linux; Android 15) Chrome/140.0 Mobile Safari/537.36",
            "Chrome unter Android",
        ),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:141.0) Gecko/20100101 Firefox/141.0", "Firefox unter Linux"),
        ("curl/8.0", "Unbekanntes Gerät"),
        ("<script>", "Unbekanntes Gerät"),
    ],
)
def test_devices(agent: str, spoken: str) -> None:
    assert spoken_device(agent) == spoken


def decided_after(**wait: float) -> None:
    now = timezone.now()
    member = MemberFactory(waiting=True, registered_at=now - timedelta(**wait))
    Admission.objects.create(member=member, outcome="admitted", decided_at=now)


def test_the_usual_wait_is_the_median() -> None:
    assert waiting.usual_wait() == "in der Regel wenige Arbeitstage"
    for hours in (1, 30, 2_000):
        decided_after(hours=hours)
    assert waiting.usual_wait() == "etwa 1 Tag"


@pytest.mark.parametrize(
    ("wait", "words"),
    [
        (timedelta(minutes=20), "weniger als eine Stunde"),
        (timedelta(hours=1), "etwa 1 Stunde"),
        (timedelta(hours=23), "etwa 23 Stunden"),
        (timedelta(hours=23, minutes=50), "etwa 1 Tag"),
        (timedelta(days=12), "etwa 12 Tage"),
    ],
)
def test_waits_in_words(wait: timedelta, words: str) -> None:
    assert waiting.in_words(wait) == words


def test_a_letter_is_sent_after_commit(django_capture_on_commit_callbacks: Any) -> None:
    member = MemberFactory(name="Anna & Söhne")
    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        send_letter(member, "declined", reason='Sie <b>fragten</b> & wir "antworten".')
        assert not mail.outbox
    (letter,) = mail.outbox
    assert letter.subject == "[Demografiedialog] Ihre Anmeldung im Demografiedialog" and letter.to == [
        member.email
    ]
    assert letter.body.startswith("Guten Tag Anna & Söhne,")
    assert 'Sie <b>fragten</b> & wir "antworten".' in letter.body, "plain text, nothing escaped"
    assert "weil Sie sich im Demografiedialog angemeldet haben" in letter.body


def test_no_letter_for_what_did_not_happen(django_capture_on_commit_callbacks: Any) -> None:
    with (
        django_capture_on_commit_callbacks(execute=True),
        pytest.raises(ZeroDivisionError),
        transaction.atomic(),
    ):
        send_letter(MemberFactory(), "admitted")
        1 / 0  # noqa: B018
    assert not mail.outbox

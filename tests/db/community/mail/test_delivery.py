"""A mail is sent once, later, or never, and the table says which."""

from __future__ import annotations

import smtplib
from datetime import timedelta
from typing import Any

import pytest
from django.core.mail import EmailMultiAlternatives, get_connection
from django.db import IntegrityError, transaction
from django.utils import timezone

from community.mail.delivery import deliver, outbox
from community.mail.jobs import forget_old_mails
from community.mail.models import Bounce, OutgoingMail
from community.mail.posting import new_message_id, post
from community.mail.wire import Wire
from community.outbox import NotOurs
from tests.mails import sent

pytestmark = pytest.mark.django_db
State = OutgoingMail.State


def write(number: int = 1, **more: Any) -> OutgoingMail:
    return post(f"anna{number}@stadt.example", subject="Guten Tag", text="Ein Brief.", **more)


def again(mail: OutgoingMail) -> OutgoingMail:
    return OutgoingMail.objects.get(pk=mail.pk)


def let_it_be_due(mail: OutgoingMail) -> None:
    OutgoingMail.objects.filter(pk=mail.pk).update(due_at=timezone.now())


@pytest.fixture
def server(monkeypatch: Any) -> list[Any]:
    """What the mail server answers, one thing a mail: `None` for yes, else what is raised, after the hand-over or
    (in a list of one) before.
    """
    answers: list[Any] = []

    def send(self: Wire, message: Any, hand_over: Any) -> None:
        answer = answers.pop(0)
        if isinstance(answer, list):
            raise answer[0]
        hand_over()
        if answer:
            raise answer

    monkeypatch.setattr(Wire, "send", send)
    return answers


def test_what_is_sent_is_noted_and_its_words_are_forgotten() -> None:
    mail = write(html="<p>Ein Brief.</p>", headers={"Auto-Submitted": "auto-generated"})
    (letter,) = sent()
    assert (letter.to, letter.subject, letter.body) == (["anna1@stadt.example"], "Guten Tag", "Ein Brief.")
    assert letter.message()["Message-ID"] == mail.message_id
    assert letter.alternatives[0][0] == "<p>Ein Brief.</p>"
    mail = again(mail)
    assert (mail.state, mail.text, mail.html) == (State.SENT, "", "")
    assert len(sent()) == 1


def test_nothing_is_sent_for_what_did_not_happen() -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        write()
        1 / 0  # noqa: B018
    assert not sent()


def test_the_same_key_is_the_same_mail() -> None:
    first = write(key="montag:48:1")
    assert write(2, key="montag:48:1") == first
    assert [letter.to for letter in sent()] == [["anna1@stadt.example"]]


def test_a_mail_waits_for_its_time() -> None:
    write(due_at=timezone.now() + timedelta(hours=3))
    assert not sent()


def test_what_a_worker_holds_no_other_takes_until_its_time_is_over(settings: Any) -> None:
    mail = write()
    assert outbox.claim("eins", 5) == [mail]
    assert outbox.claim("zwei", 5) == []
    OutgoingMail.objects.update(claimed_until=timezone.now() - timedelta(seconds=1))
    assert outbox.claim("zwei", 5) == [mail]


def test_who_comes_late_finds_the_mail_taken() -> None:
    """A worker that was asleep longer than its lease must not say the last word."""
    mail = write()
    outbox.claim("eins", 5)
    OutgoingMail.objects.update(claimed_until=timezone.now() - timedelta(seconds=1))
    outbox.claim("zwei", 5)
    with pytest.raises(NotOurs):
        outbox.hand_over(mail, "eins")
    outbox.hand_over(mail, "zwei")
    with pytest.raises(NotOurs):
        outbox.hand_over(mail, "zwei")


def test_a_worker_that_died_before_the_last_line_leaves_a_mail_to_send(server: list[Any]) -> None:
    mail = write()
    outbox.claim("tot", 5)
    OutgoingMail.objects.update(claimed_until=timezone.now() - timedelta(seconds=1))
    server.append(None)
    assert deliver() == 1 and again(mail).state == State.SENT


def test_a_worker_that_died_after_the_last_line_leaves_a_question() -> None:
    mail = write()
    outbox.claim("tot", 5)
    outbox.hand_over(mail, "tot")
    assert deliver() == 0 and again(mail).state == State.WAITING, "it may still be at it"
    OutgoingMail.objects.update(claimed_until=timezone.now() - timedelta(seconds=1))
    assert deliver() == 0 and again(mail).state == State.UNCERTAIN
    assert not sent() and mail in OutgoingMail.objects.dead()


def test_a_server_that_is_busy_is_asked_again_later(server: list[Any]) -> None:
    mail = write()
    server += [smtplib.SMTPDataError(451, b"later, please"), None]
    deliver()
    mail = again(mail)
    assert (mail.state, mail.attempts, mail.handed_at) == (State.WAITING, 1, None)
    assert timedelta() < mail.due_at - timezone.now() <= timedelta(minutes=1)
    assert deliver() == 0
    let_it_be_due(mail)
    deliver()
    assert again(mail).state == State.SENT


def test_patience_ends(server: list[Any]) -> None:
    mail = write()
    OutgoingMail.objects.update(attempts=len(outbox.pauses))
    server.append(smtplib.SMTPDataError(451, b"never"))
    deliver()
    assert again(mail).state == State.FAILED and "451" in again(mail).error


def test_an_address_that_is_refused_counts_for_its_domain(server: list[Any]) -> None:
    mail, other = write(), write(2)
    server += [[smtplib.SMTPRecipientsRefused({"x": (550, b"no such user")})], None]
    deliver()
    assert again(mail).state == State.FAILED
    assert again(other).state == State.SENT, "one refusal concerns one mail"
    assert [(bounce.domain, bounce.mail) for bounce in Bounce.objects.all()] == [("stadt.example", mail)]


@pytest.mark.parametrize(
    ("answer", "state"),
    [
        (smtplib.SMTPServerDisconnected("gone"), State.UNCERTAIN),
        ([smtplib.SMTPServerDisconnected("gone")], State.WAITING),
        (TimeoutError("no answer"), State.UNCERTAIN),
        ([TimeoutError("no answer")], State.WAITING),
        ([ValueError("a header with a line break")], State.FAILED),
    ],
)
def test_a_connection_that_breaks(server: list[Any], answer: Any, state: str) -> None:
    mail = write()
    server.append(answer)
    deliver()
    assert again(mail).state == state


def test_a_server_that_is_away_costs_no_attempt(settings: Any) -> None:
    settings.MAIL_WIRE = "community.mail.wire.SMTPWire"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    mail = write()
    assert deliver() == 0
    assert (again(mail).attempts, again(mail).state, again(mail).claimed_by) == (0, State.WAITING, "")


def test_what_libraries_send_goes_the_same_way(settings: Any) -> None:
    backend = get_connection("community.mail.backend.OutboxBackend")
    message = EmailMultiAlternatives("Betreff", "Text", "amt@haus.example", ["a@b.example", "c@d.example"])
    message.attach_alternative("<p>Text</p>", "text/html")
    backend.send_messages([message])
    assert [(letter.to, letter.from_email) for letter in sent()] == [
        (["a@b.example"], "amt@haus.example"),
        (["c@d.example"], "amt@haus.example"),
    ]


def test_the_database_knows_what_cannot_be() -> None:
    for wrong in ({"state": State.SENT}, {"handed_at": timezone.now()}):
        with pytest.raises(IntegrityError), transaction.atomic():
            OutgoingMail.objects.create(to="a@b.example", subject="x", message_id=new_message_id(), **wrong)


def test_old_mails_are_forgotten_and_waiting_ones_are_not() -> None:
    long_ago = timezone.now() - timedelta(days=31)
    write(1)
    sent()
    OutgoingMail.objects.update(done_at=long_ago, created_at=long_ago)
    waiting = write(2, due_at=timezone.now() + timedelta(days=1))
    forget_old_mails()
    assert list(OutgoingMail.objects.all()) == [waiting]

"""A worker is killed in the middle of sending to a real server: nobody gets a mail twice, nobody none."""

from __future__ import annotations

import threading
from collections import Counter
from typing import Any

import pytest

from community.jobs import waking
from community.mail.delivery import deliver
from community.mail.models import OutgoingMail
from community.mail.posting import post
from tests.system.community.mail.server import mail_server
from tests.system.community.mail.workers import start_worker, until

pytestmark = pytest.mark.everywhere

State = OutgoingMail.State
NUMBER = 40


@pytest.fixture(autouse=True)
def _nobody_works_here(monkeypatch: Any) -> None:
    monkeypatch.setattr(waking, "woken", threading.Event())


@pytest.mark.django_db(transaction=True)
def test_killed_in_the_middle(settings: Any) -> None:
    keys = [post(f"m{n}@stadt.example", subject=f"Brief {n}", text="Guten Tag").pk for n in range(NUMBER)]
    with mail_server() as (port, letters):
        worker = start_worker(port)
        try:
            until(lambda: len(letters.taken) >= 10)
        finally:
            worker.kill()
            worker.wait()
        before = len(letters.taken)
        settings.MAIL_WIRE = "community.mail.wire.SMTPWire"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
        settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = None
        until(lambda: not deliver() and not OutgoingMail.objects.filter(state=State.WAITING).exists())
        arrived = Counter(address for address, _letter in letters.taken)
    assert before < NUMBER, "it was killed too late to prove anything"
    assert set(arrived.values()) == {1}
    uncertain = set(
        OutgoingMail.objects.filter(pk__in=keys, state=State.UNCERTAIN).values_list("to", flat=True)
    )
    assert len(uncertain) <= 1, "one worker holds one mail at the last line"
    everyone = set(OutgoingMail.objects.filter(pk__in=keys).values_list("to", flat=True))
    assert everyone - set(arrived) <= uncertain, "what did not arrive is known to the office"
    assert len({letter["Message-ID"] for _address, letter in letters.taken}) == len(letters.taken)


@pytest.mark.django_db(transaction=True)
def test_what_the_server_gets_is_what_was_written(settings: Any) -> None:
    """Lines with dots, long lines, umlauts, both parts."""
    settings.MAIL_WIRE = "community.mail.wire.SMTPWire"
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = None
    text = "Grüße aus Weißenfels\n.\n..zwei\n" + "lang " * 300 + "\n"
    with mail_server(seconds=0) as (port, letters):
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
        mail = post("a@b.example", subject="Straße & Ärger", text=text, html="<p>Grüße</p>")
        deliver()
    ((address, letter),) = letters.taken
    plain, rich = letter.get_payload()
    assert (address, letter["Message-ID"]) == ("a@b.example", mail.message_id)
    assert plain.get_payload(decode=True).decode().replace("\r\n", "\n") == text
    assert rich.get_payload(decode=True).decode().strip() == "<p>Grüße</p>"

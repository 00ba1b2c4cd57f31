"""The net test: open to everyone who has our page open, and of no use for anything else."""

from __future__ import annotations

import json
import re
import time

import pytest
from django.test import Client

from community.mail.models import OutgoingMail
from tests.factories.people import MemberFactory
from tests.system.realtime.delivery.serving import Guest, Line
from tests.system.realtime.delivery.test_waiting import waiters, waiting_line

PATH = "/ws/netztest/"


def visitor(server) -> Guest:
    return Guest(server, None)


def test_the_page_explains_itself_without_a_script(client, db):
    page = client.get("/netztest/").content.decode()
    assert "curl" in page and "Was offen sein sollte" in page
    assert json.loads(client.get("/netztest/antwort/").content) == {"ok": True}


def test_a_link_from_a_mail_says_how_it_arrived(client, db, time_machine):
    time_machine.move_to("2026-11-26T10:00:00Z", tick=False)
    anna = MemberFactory()
    client.force_login(anna)
    for _ in range(2):
        assert client.post("/netztest/mail/").status_code == 303
    mail = OutgoingMail.objects.get()
    assert mail.to == anna.email, "one mail in two minutes, to nobody else"
    address = re.search(r"/netztest/mail/\S+", mail.text)[0]
    time_machine.shift(3)
    gateway, reader = Client(), Client()
    assert "Niemand hat ihn vor Ihnen geöffnet" in gateway.get(address).content.decode()
    time_machine.shift(600)
    html = reader.get(address).content.decode()
    assert (
        "liegen 603 Sekunden" in html and "vorher schon einmal geöffnet, 3 Sekunden nach dem Absenden" in html
    )


@pytest.mark.parametrize("token", ["abc", "a/b:c", "x" * 2_000, "W10:x:y"])
def test_a_link_that_was_changed_on_its_way_shows_what_is_left(client, db, token):
    answer = client.get(f"/netztest/mail/{token}/")
    assert answer.status_code == 404
    assert "nicht so angekommen" in answer.content.decode()


def test_a_visitor_gets_an_echo_and_nothing_of_the_house(server):
    line = visitor(server).connect(path=PATH)
    line.say(type="subscribe", stream="stage:1")
    assert line.next() == {"type": "echo"}
    server.ring("stage:1")
    with pytest.raises(TimeoutError):
        line.next(0.5)
    line.close()


def test_it_ends_after_ten_echoes(server):
    line = visitor(server).connect(path=PATH)
    for _ in range(10):
        line.say(type="echo")
        assert line.next() == {"type": "echo"}
    assert line.ended() == 1000


def test_other_pages_are_refused(server):
    assert visitor(server).refused(path=PATH, origin="http://evil.example") == 403


def test_more_than_twenty_at_once_are_refused(server):
    lines: list[Line] = [visitor(server).connect(path=PATH) for _ in range(20)]
    assert visitor(server).refused(path=PATH) == 403
    for line in lines:
        line.close()
    until = time.monotonic() + 15
    while (status := visitor(server).refused(path=PATH)) != 101:
        assert time.monotonic() < until, status
        time.sleep(0.1)


def test_no_more_than_twenty_requests_wait_for_nothing(server):
    lines = [waiting_line(server, "/netztest/warten/") for _ in range(20)]
    until = time.monotonic() + 15
    while waiters(server) < 20:
        assert time.monotonic() < until, "they do not wait"
        time.sleep(0.05)
    started = time.monotonic()
    visitor(server).get("/netztest/warten/")
    assert time.monotonic() - started < 15, "it was held like the others"
    for line in lines:
        line.close()

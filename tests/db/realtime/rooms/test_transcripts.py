"""The transcript: who took part, what was said when, what was removed; no more than its reader may read."""

from __future__ import annotations

import re
from io import BytesIO
from uuid import uuid4

import pytest
from django.test import Client
from pypdf import PdfReader

from community.uploads.bundle import Bundle
from realtime.rooms.messages import actions as message_actions
from realtime.rooms.models import Room
from realtime.rooms.participation import actions as participation_actions
from realtime.rooms.sending import actions as sending_actions
from realtime.rooms.transcripts import pdf
from realtime.rooms.transcripts.content import transcript
from tests.factories.rooms import fresh, make_room, say
from tests.factories.uploads import make_upload

pytestmark = pytest.mark.django_db


@pytest.fixture
def talked(anna, bruno, table, time_machine):
    """Three days of the table."""
    for moment, who, text in (
        ("2026-11-20T09:00:00Z", anna, "Guten **Morgen**"),
        ("2026-11-21T09:00:00Z", bruno, "Eine Grobheit"),
        ("2026-11-22T23:30:00Z", anna, "Spät am Abend"),
    ):
        time_machine.move_to(moment, tick=False)
        say(who, table, text)
    message_actions.remove_message(
        anna, table.messages.select_related("room").get(seq=2), reason="Beleidigung"
    )
    return fresh(table)


def test_the_whole_room(anna, talked):
    text = transcript(anna, talked)
    assert text.startswith("# Zeichentisch\n")
    assert "## Teilnehmende\n\n- Anna Weber, " in text
    assert "## 20. November 2026\n\n**Anna Weber**, 10:00 (1)\n\nGuten **Morgen**" in text
    assert "[Nachricht am 23. November 2026 von der Leitung des Raums entfernt] Grund: Beleidigung" in text
    assert "Grobheit" not in text
    assert "## 23. November 2026\n\n**Anna Weber**, 00:30 (3)\n\nSpät am Abend" in text


def test_days_are_whole_days_of_this_country(anna, talked):
    client = Client()
    client.force_login(anna)
    answer = client.get(f"/raeume/{talked.pk}/mitschrift/", {"von": "2026-11-21", "bis": "2026-11-22"})
    text = answer.content.decode()
    assert answer["Content-Type"] == "text/markdown; charset=utf-8"
    assert answer["Content-Disposition"].startswith('attachment; filename="mitschrift-zeichentisch-')
    assert ("(1)" in text, "(2)" in text, "(3)" in text) == (False, True, False)


def test_on_paper_it_says_the_same(anna, bruno, talked, monkeypatch):
    upload = make_upload(bruno)
    sending_actions.send_message(
        bruno, talked, text="Schau <b>hier</b>", key=uuid4(), files=Bundle(uploads=(upload,))
    )
    client = Client()
    client.force_login(anna)
    answer = client.get(f"/raeume/{talked.pk}/mitschrift/", {"als": "pdf"})
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    text = " ".join(page.extract_text() for page in PdfReader(BytesIO(answer.content)).pages)
    text = re.sub(r"\s+", " ", text)
    for words in (
        "Teilnehmende",
        "Anna Weber",
        "20. November 2026",
        "Guten Morgen",
        "entfernt] Grund: Beleidigung",
    ):
        assert words in text
    assert "Grobheit" not in text and "Schau <b>hier</b>" in text and "[Dateien: skizze" in text
    monkeypatch.setattr(pdf, "MOST_MESSAGES", 3)
    answer = client.get(f"/raeume/{talked.pk}/mitschrift/", {"als": "pdf"})
    assert answer.status_code == 422 and "weniger Tage" in answer.content.decode()


def test_newcomers_take_along_what_they_may_read(anna, greta, group):
    room = make_room(group, history=Room.History.JOINING)
    say(anna, room, "Vorher")
    participation_actions.invite(anna, room, greta)
    say(anna, room, "Nachher")
    text = transcript(greta, fresh(room))
    assert "Nachher" in text and "Vorher" not in text


def test_those_who_look_after_the_room_make_it(anna, bruno, chiara, talked):
    for who, status in ((anna, 200), (bruno, 403), (chiara, 403)):
        client = Client()
        client.force_login(who)
        assert client.get(f"/raeume/{talked.pk}/mitschrift/").status_code == status
    participation_actions.enter_room(chiara, fresh(talked), reason="Akte")
    assert client.get(f"/raeume/{talked.pk}/mitschrift/").status_code == 200

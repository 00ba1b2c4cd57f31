"""What messages bring along: files over a broken line, cards of threads, a word to everyone."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from playwright.sync_api import expect

from community.uploads.models import Upload, UploadPart
from realtime.rooms.models import Message
from tests.factories.forum import make_thread
from tests.factories.uploads import pdf
from tests.system.browser.rooms.talk import SECOND, item, write

pytestmark = pytest.mark.django_db(transaction=True)


def test_files_survive_a_broken_line_and_a_reload_and_come_once(visit, room, anna, fatma, tmp_path):
    plan = tmp_path / "plan.pdf"
    plan.write_bytes(pdf(b"1 0 obj<</Type/Catalog>>endobj\n" * 40_000))
    hers, mine = visit(anna, room), visit(fatma, room)
    pieces = []

    def break_off(route: Any) -> None:
        pieces.append(route.request.method)
        return route.continue_() if len(pieces) < 3 else route.abort()

    hers.route("**/eingang/**", break_off)
    hers.locator("input[type=file]").set_input_files(plan)
    write(hers, "Der Plan")
    write(hers, "Und noch ein Wort")
    expect(hers.locator("[data-part=outbox] li").first).to_contain_text("wartet auf Verbindung")
    expect(hers.locator("[data-part=outbox] li").first).to_contain_text("plan.pdf")
    assert UploadPart.objects.count() == 1
    hers.unroute("**/eingang/**")
    hers.reload()
    expect(item(mine, 2).get_by_role("link", name="plan.pdf")).to_be_visible(timeout=15 * SECOND)
    expect(item(mine, 3)).to_contain_text("Und noch ein Wort")
    expect(hers.locator("[data-part=outbox] li")).to_have_count(0)
    assert (Upload.objects.count(), UploadPart.objects.count(), Message.objects.count()) == (1, 0, 3)
    with Upload.objects.get().file.open() as kept:
        assert kept.read() == plan.read_bytes()


def test_a_refused_file_says_so_and_comes_back(visit, room, anna, tmp_path):
    song = tmp_path / "lied.txt"
    song.write_bytes(b"\x00\x01\x02")
    hers = visit(anna, room)
    hers.locator("input[type=file]").set_input_files(song)
    write(hers, "Hört")
    refused = hers.locator("[data-part=outbox] li")
    expect(refused).to_contain_text("nicht gesendet: ")
    refused.get_by_role("button", name="Zurück ins Schreibfeld").click()
    expect(hers.get_by_role("textbox", name="Ihre Nachricht")).to_have_value("Hört")
    expect(hers.locator("[data-part=chosen]")).to_contain_text("lied.txt")
    expect(refused).to_have_count(0)


def test_a_thread_is_a_card_that_counts_along(visit, voice, room, anna, fatma):
    thread = make_thread(fatma, title="Wer fährt Bürgerbus?")
    hers, mine = visit(anna, room), visit(fatma, room)
    write(hers, f"Schaut: [Bürgerbus]({thread.get_absolute_url()})")
    card = item(mine, 2).locator(".quote-card")
    expect(card).to_contain_text("Wer fährt Bürgerbus?")
    expect(card).to_contain_text("0 Antworten")
    sent = {"text": "Wir", "key": str(uuid4())}
    assert voice(anna).guest.post(f"/themen/{thread.pk}/antworten/", **sent) == 201
    for page in (hers, mine):
        expect(item(page, 2).locator(".quote-card")).to_contain_text("1 Antwort", timeout=15 * SECOND)
    live = item(mine, 2).evaluate(r"(item) => item.outerHTML.replace(/\s+/g, ' ')")
    mine.reload()
    assert item(mine, 2).evaluate(r"(item) => item.outerHTML.replace(/\s+/g, ' ')") == live


def test_a_message_says_where_it_was_taken_up(visit, voice, room, anna, fatma):
    hers = visit(anna, room)
    make_thread(
        fatma, title="Aus dem Raum", text=f"[Dort]({room.get_absolute_url()}nachrichten/1/) stand es."
    )
    hers.reload()
    expect(item(hers, 1)).to_contain_text("Aufgegriffen in: Aus dem Raum")


def test_chosen_messages_become_a_draft(visit, room, anna):
    hers = visit(anna, room)
    item(hers, 1).hover()
    item(hers, 1).get_by_label("Mehr zu dieser Nachricht").click()
    item(hers, 1).get_by_role("link", name="Ins Forum tragen").click()
    expect(hers.get_by_role("checkbox", name="Guten Morgen!")).to_be_checked()


def test_everyone_is_spoken_to_only_after_a_question(visit, room, anna, fatma):
    hers = visit(anna, room)
    write(hers, "@Raum, kommt ihr?")
    asked = hers.locator("[data-part=outbox] li")
    expect(asked).to_contain_text("„@Raum“ spricht")
    assert Message.objects.count() == 1
    asked.get_by_role("button", name="An alle senden").click()
    expect(item(hers, 2)).to_contain_text("@Raum, kommt ihr?")
    assert [row.member for row in Message.objects.get(seq=2).mentions.all()] == [fatma]


def test_messages_that_came_by_script_can_be_reported(visit, voice, room, anna, fatma):
    hers = visit(anna, room)
    seq = voice(fatma).says(room, "Eine Grobheit")
    item(hers, seq).hover()
    item(hers, seq).get_by_label("Mehr zu dieser Nachricht").click()
    item(hers, seq).get_by_role("link", name="Melden").click()
    expect(hers.get_by_role("heading", level=1)).to_contain_text("melden")

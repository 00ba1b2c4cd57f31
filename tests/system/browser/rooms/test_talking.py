"""A talk in a real browser: two people, each with their own window, and everything a line can do to them."""

from __future__ import annotations

import re
from typing import Any
from uuid import uuid4

import pytest
from allauth.mfa.models import Authenticator
from playwright.sync_api import expect

from realtime.rooms.management import actions as management_actions
from realtime.rooms.models import Message
from realtime.rooms.participation import actions as participation_actions
from tests.factories.people import MemberFactory
from tests.factories.rooms import fresh, make_room, part_of, say
from tests.factories.uploads import make_upload, pdf
from tests.system.browser.rooms.talk import NO_SOCKETS, SECOND, SHOWN, SOON, item, texts, write
from tests.system.browser.visits import signed_in

pytestmark = pytest.mark.django_db(transaction=True)


def test_what_one_says_the_other_sees_at_once(visit, room, anna, fatma):
    hers, mine = visit(anna, room), visit(fatma, room)
    write(hers, "Wer bringt **Kuchen** mit?")
    expect(item(mine, 2).locator("strong")).to_have_text("Kuchen", timeout=SOON)
    expect(item(hers, 2)).to_have_class(re.compile("message--own"))
    expect(item(mine, 2)).not_to_have_class(re.compile("message--own"))
    expect(hers.locator("[data-part=outbox] li")).to_have_count(0)
    expect(hers.get_by_role("textbox", name="Ihre Nachricht")).to_have_value("")


def test_editing_reacting_pinning_removing(visit, room, anna, fatma):
    hers, mine = visit(anna, room), visit(fatma, room)
    write(hers, "Am Dienstag")
    item(mine, 2).hover()
    item(mine, 2).get_by_label("Mehr zu dieser Nachricht").click()
    item(mine, 2).get_by_role("button", name="Hilfreich").click()
    expect(item(hers, 2).locator(".reaction")).to_have_text("Hilfreich 1", timeout=SOON)
    item(mine, 2).locator(".reaction").click()
    expect(item(hers, 2).locator(".reaction")).to_have_count(0, timeout=SOON)
    item(hers, 2).hover()
    item(hers, 2).get_by_label("Mehr zu dieser Nachricht").click()
    item(hers, 2).get_by_role("button", name="Anheften").click()
    expect(mine.locator("[data-part=pins]")).to_contain_text("Am Dienstag", timeout=SOON)
    expect(item(mine, 2)).to_contain_text("angeheftet")
    item(hers, 2).hover()
    item(hers, 2).get_by_label("Mehr zu dieser Nachricht").click()
    item(hers, 2).get_by_role("link", name="Bearbeiten").click()
    hers.get_by_role("textbox", name="Ihre Nachricht").fill("Am Mittwoch")
    hers.get_by_role("button", name="Speichern").click()
    expect(item(mine, 2)).to_contain_text("Am Mittwoch")
    expect(item(mine, 2)).to_contain_text("bearbeitet")
    item(hers, 2).hover()
    item(hers, 2).get_by_label("Mehr zu dieser Nachricht").click()
    item(hers, 2).get_by_role("link", name="Entfernen").click()
    hers.get_by_role("button", name="Entfernen").click()
    expect(item(mine, 2)).to_contain_text("Diese Nachricht wurde", timeout=SOON)
    expect(mine.get_by_text("Am Mittwoch")).to_have_count(0)


def test_answering(visit, room, anna, fatma):
    hers, mine = visit(anna, room), visit(fatma, room)
    item(hers, 1).hover()
    item(hers, 1).get_by_label("Antworten", exact=True).click()
    expect(hers.get_by_text("Antwort auf Fatma Yıldız: Guten Morgen!")).to_be_visible()
    hers.keyboard.type("Ebenso!")
    hers.keyboard.press("Enter")
    expect(item(mine, 2)).to_contain_text("Antwort auf Fatma Yıldız: Guten Morgen!", timeout=SOON)
    assert Message.objects.get(seq=2).reply_to == 1


def test_three_messages_without_a_line_come_once_each_and_in_order(visit, room, anna, fatma):
    hers, mine = visit(anna, room), visit(fatma, room)
    hers.context.set_offline(True)
    for number in ("eins", "zwei", "drei"):
        write(hers, number)
    waiting = hers.locator("[data-part=outbox] li")
    expect(waiting).to_have_count(3)
    expect(waiting.first).to_contain_text("wartet auf Verbindung")
    hers.context.set_offline(False)
    expect(item(mine, 4)).to_be_attached(timeout=15 * SECOND)
    expect(waiting).to_have_count(0)
    assert texts(mine) == texts(hers) == ["Guten Morgen!", "eins", "zwei", "drei"]
    assert list(Message.objects.order_by("seq").values_list("source", flat=True))[1:] == [
        "eins",
        "zwei",
        "drei",
    ]


def test_what_waits_survives_closing_the_window(visit, room, anna):
    hers = visit(anna, room)
    hers.route("**/nachrichten/", lambda route: route.abort())
    write(hers, "Nicht verlieren")
    expect(hers.locator("[data-part=outbox] li")).to_contain_text("Nicht verlieren")
    hers.unroute("**/nachrichten/")
    hers.reload()
    expect(item(hers, 2)).to_contain_text("Nicht verlieren")
    assert Message.objects.count() == 2


def test_an_answer_that_got_lost_does_not_make_two_messages(visit, room, anna):
    hers = visit(anna, room)
    lost = []

    def lose_first_answer(route: Any) -> None:
        if lost:
            return route.continue_()
        lost.append(route.fetch().status)
        return route.abort()

    hers.route("**/nachrichten/", lose_first_answer)
    write(hers, "Nur einmal")
    expect(hers.locator("[data-part=outbox] li")).to_have_count(0, timeout=10 * SECOND)
    expect(item(hers, 2)).to_contain_text("Nur einmal")
    # The message may be heard by socket before the answer that gets lost is there.
    for _moment in range(100):
        if lost:
            break
        hers.wait_for_timeout(100)
    assert (lost, Message.objects.count()) == ([201], 2)


def test_what_is_refused_says_so_and_offers_the_way_out(visit, room, anna):
    hers = visit(anna, room)
    write(hers, "x" * 4_001)
    write(hers, "kurz")
    expect(item(hers, 2)).to_contain_text("kurz")
    refused = hers.locator("[data-part=outbox] li")
    expect(refused).to_contain_text("nicht gesendet: Der Text ist um ein Zeichen zu lang")
    refused.get_by_role("button", name="Zurück ins Schreibfeld").click()
    expect(hers.get_by_role("textbox", name="Ihre Nachricht")).to_have_value("x" * 4_001)
    expect(refused).to_have_count(0)


def test_half_written_words_are_still_there_after_a_reload(visit, room, anna):
    hers = visit(anna, room)
    hers.get_by_role("textbox", name="Ihre Nachricht").press_sequentially("Halb fer")
    hers.reload()
    expect(hers.get_by_role("textbox", name="Ihre Nachricht")).to_have_value("Halb fer")


def test_the_same_talk_where_sockets_are_refused(visit, room, anna, fatma):
    hers, mine = (visit(member, room, state="polling", script=NO_SOCKETS) for member in (anna, fatma))
    write(hers, "Am Dienstag")
    expect(item(mine, 2)).to_contain_text("Am Dienstag", timeout=SOON)
    item(mine, 2).hover()
    item(mine, 2).get_by_label("Mehr zu dieser Nachricht").click()
    item(mine, 2).get_by_role("button", name="Hilfreich").click()
    expect(item(hers, 2).locator(".reaction")).to_have_text("Hilfreich 1", timeout=SOON)
    hers.goto(f"{hers.url.partition('?')[0]}nachrichten/2/bearbeiten/")
    hers.get_by_role("textbox", name="Ihre Nachricht").fill("Am Mittwoch")
    hers.get_by_role("button", name="Speichern").click()
    expect(item(mine, 2)).to_contain_text("Am Mittwoch")
    item(hers, 2).hover()
    item(hers, 2).get_by_label("Mehr zu dieser Nachricht").click()
    item(hers, 2).get_by_role("link", name="Entfernen").click()
    hers.get_by_role("button", name="Entfernen").click()
    expect(mine.get_by_text("Am Mittwoch")).to_have_count(0)
    hers.context.set_offline(True)
    for number in ("eins", "zwei", "drei"):
        write(hers, number)
    expect(hers.locator("[data-part=outbox] li")).to_have_count(3)
    hers.context.set_offline(False)
    expect(hers.locator("[data-part=outbox] li")).to_have_count(0, timeout=15 * SECOND)
    for page in (hers, mine):
        expect(page.locator("[data-part=messages] .message__text").last).to_have_text(
            "drei", timeout=15 * SECOND
        )
        assert texts(page) == ["Guten Morgen!", "eins", "zwei", "drei"]
    assert Message.objects.count() == 5


def test_live_is_what_a_reload_shows(visit, voice, room, anna, fatma):
    picture, document = make_upload(fatma), make_upload(fatma, pdf(), "plan.pdf")
    participation_actions.mark_room_read(anna, room, seq=1)
    hers, mine, fatmas = visit(anna, room), voice(anna), voice(fatma)
    first = fatmas.says(room, f"Schau, @{anna.handle}: <b>nichts</b> | `code`\n\n- a\n- b")
    fatmas.says(room, "Und noch etwas", reply_to=first)
    fatmas.does(room, mine.says(room, "Danke"), "reaktion", kind="danke")
    mine.does(room, first, "reaktion", kind="machen-wir-auch")
    mine.does(room, first, "anheften")
    fatmas.does(room, first, "bearbeiten", text="Schau: nichts")
    mine.does(room, fatmas.says(room, "Eine Grobheit"), "entfernen", reason="Beleidigung")
    fatmas.does(room, fatmas.says(room, "Und das?", reply_to=first), "entfernen")
    restored = fatmas.says(room, "Doch nicht", reply_to=first)
    fatmas.does(room, restored, "entfernen")
    fatmas.does(room, restored, "wiederherstellen")
    for upload in (picture, document):
        fields = {"key": str(uuid4()), "text": "", "attachments": str(upload.pk)}
        assert fatmas.guest.post(f"{room.get_absolute_url()}nachrichten/", **fields) == 201
    head = fresh(room).head
    expect(item(hers, head)).to_have_attribute("data-rev", str(head))
    hers.wait_for_timeout(1_500)  # until the server knows that this was read
    live = hers.evaluate(SHOWN)
    hers.reload()
    assert live == hers.evaluate(SHOWN)
    assert len(live) == 10
    expect(item(hers, first).locator(".message__answers")).to_have_text("2 Antworten")


def test_what_is_new_is_counted_while_one_looks_elsewhere_in_the_room(visit, voice, room, anna, fatma):
    for number in range(40):
        say(fatma, room, f"Nachricht {number}")
    hers = visit(anna, room)
    scroll = hers.locator("[data-part=scroll]")
    scroll.evaluate("(box) => (box.scrollTop = -800)")
    middle = hers.evaluate("() => document.elementFromPoint(500, 400).closest('.message').id")
    before = hers.locator(f"#{middle}").bounding_box()["y"]
    voice(fatma).says(room, "Unten steht etwas")
    below = hers.get_by_role("button", name="1 neue Nachricht")
    expect(below).to_be_visible()
    expect(hers).to_have_title(re.compile(r"^\(1\) Zeichentisch"))
    assert abs(hers.locator(f"#{middle}").bounding_box()["y"] - before) < 2
    below.click()
    expect(below).to_be_hidden()
    expect(hers).to_have_title(re.compile("^Zeichentisch"))
    hers.wait_for_timeout(1_500)
    assert part_of(anna, room).read_seq == 42


def test_a_long_talk_stays_light(visit, room, anna, fatma):
    for number in range(320):
        say(fatma, room, f"Nachricht {number}")
    hers = visit(anna, room)
    older = hers.locator("[data-part=older] a")
    for first in (222, 172, 122, 72, 22, 1):
        older.evaluate("(link) => link.click()")
        expect(item(hers, first)).to_be_attached()
    expect(older).to_be_hidden()
    shown = hers.locator("[data-part=messages] > .message")
    expect(shown).to_have_count(300)
    expect(item(hers, 1)).to_be_attached()
    days = hers.locator("[data-part=messages] > .day-line")
    expect(days).to_have_count(1)
    expect(hers.get_by_role("link", name="Neuere Nachrichten")).to_be_attached()
    hers.get_by_role("link", name="Neuere Nachrichten").evaluate("(link) => link.click()")
    expect(item(hers, 321)).to_be_attached()
    expect(shown).to_have_count(300)


def test_who_is_sent_out_hears_nothing_more(visit, voice, anna):
    chiara, greta = MemberFactory(office=True, name="Chiara"), MemberFactory(name="Greta Lindner")
    Authenticator.objects.create(user=chiara, type=Authenticator.Type.TOTP, data={"secret": "x"})
    cafe = make_room(by=chiara)
    say(greta, cafe)
    page = visit(greta, cafe)
    office = voice(chiara)
    fields = {"member": str(greta.pk), "reason": "Werbung"}
    office.guest.post(f"{cafe.get_absolute_url()}entlassen/", **fields)
    expect(page.locator("[data-part=line]")).to_have_text(
        "Sie gehören nicht mehr zu diesem Raum.", timeout=SOON
    )
    office.says(cafe, "Geheim")
    page.wait_for_timeout(3_000)
    expect(page.get_by_text("Geheim")).to_have_count(0)


def test_everything_by_keyboard(visit, room, anna, fatma):
    hers = visit(anna, room)
    box = hers.get_by_role("textbox", name="Ihre Nachricht")
    box.focus()
    hers.keyboard.press("Alt+ArrowUp")
    expect(item(hers, 1)).to_be_focused()
    hers.keyboard.press("Enter")
    thanks = item(hers, 1).get_by_role("button", name="Danke")
    expect(thanks).to_be_visible()
    thanks.press("Enter")
    expect(item(hers, 1).locator(".reaction")).to_have_text("Danke 1")
    item(hers, 1).focus()
    hers.keyboard.press("a")
    expect(box).to_be_focused()
    hers.keyboard.type("Guten Tag")
    hers.keyboard.press("Shift+Enter")
    hers.keyboard.type("zusammen")
    hers.keyboard.press("Enter")
    expect(item(hers, 3)).to_contain_text("zusammen")
    assert Message.objects.get(seq=3).source == "Guten Tag\nzusammen"


def test_in_a_slow_room_the_next_message_waits_its_time(visit, room, anna, fatma):
    management_actions.set_slow_mode(anna, room, seconds=8)
    hers = visit(fatma, room)
    expect(hers.get_by_text("Nächste Nachricht in 0:")).to_be_visible()
    write(hers, "Und noch etwas")
    expect(hers.locator("[data-part=outbox] li")).to_contain_text("wird in 0:")
    expect(hers.locator("[data-part=messages]")).to_contain_text("Und noch etwas", timeout=60 * SECOND)
    expect(hers.get_by_text("Nächste Nachricht in 0:")).to_be_visible()
    assert texts(hers) == ["Guten Morgen!", "Und noch etwas"]


def test_new_messages_are_read_out_until_one_wants_quiet(visit, voice, room, anna, fatma):
    hers = visit(anna, room)
    region = hers.locator("#meldungen")
    voice(fatma).says(room, "Hören *Sie*?")
    expect(region).to_have_text("Fatma Yıldız: Hören Sie?")
    hers.get_by_role("button", name="Neue Nachrichten nicht vorlesen").click()
    voice(fatma).says(room, "Still")
    expect(item(hers, 3)).to_be_attached()
    expect(region).to_have_text("Fatma Yıldız: Hören Sie?")


def test_the_list_says_what_is_new(browser, browser_context_args, server, voice, room, anna, fatma):
    context = browser.new_context(**browser_context_args)
    page = signed_in(context, server, anna)
    participation_actions.mark_room_read(anna, room, seq=1)
    page.goto(f"{server.url}/raeume/")
    row = page.locator(f'[data-stream="{room.stream}"]')
    expect(row).not_to_contain_text("neu")
    page.wait_for_timeout(1_000)
    voice(fatma).says(room, "Kommt ihr?")
    expect(row).to_contain_text("1 neu")
    expect(row).to_contain_text("Kommt ihr?")
    voice(anna).guest.post(f"{room.get_absolute_url()}gelesen/", seq="2")  # on another device
    expect(row).not_to_contain_text("1 neu")
    context.close()


def test_without_javascript(visit, room, anna):
    hers = visit(anna, room, state="", java_script_enabled=False)
    hers.get_by_role("textbox", name="Ihre Nachricht").fill("Ohne Skript")
    hers.get_by_role("button", name="Senden").click()
    expect(item(hers, 2)).to_contain_text("Ohne Skript")
    item(hers, 2).get_by_label("Mehr zu dieser Nachricht").click()
    item(hers, 2).get_by_role("button", name="Danke").click()
    expect(item(hers, 2).locator(".reaction")).to_have_text("Danke 1")
    assert Message.objects.get(seq=2).author == anna

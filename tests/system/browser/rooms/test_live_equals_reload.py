"""What a page shows after events is what it shows after a reload: for the whole cast, with every menu opened."""

from __future__ import annotations

import difflib
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from allauth.mfa.models import Authenticator
from django.utils import timezone
from playwright.sync_api import Page, expect

from community.people.models import Member
from community.people.sanctions import set_sanctions
from realtime.rooms.models import Message, Participation, Room
from realtime.rooms.participation import actions as participation_actions
from tests.factories.forum import make_thread
from tests.factories.people import MemberFactory, WorkingGroupFactory
from tests.factories.rooms import fresh, make_room, say
from tests.factories.uploads import make_upload, pdf
from tests.parts import needs
from tests.system.browser.rooms.talk import SECOND, item
from tests.system.realtime.delivery.serving import Server

pytestmark = [pytest.mark.browser, needs("chromium"), pytest.mark.django_db(transaction=True)]

# Opens one menu after the other and reads the list; only blanks and the order of attributes and classes are levelled.
SHOWN = """async () => {
  const attribute = ({ name, value }) => `${name}="${name === "class" ? value.split(" ").sort().join(" ") : value}"`;
  const level = (node) => {
    if (node.nodeType === Node.TEXT_NODE) return node.data.replace(/\\s+/g, " ");
    if (node.nodeType !== Node.ELEMENT_NODE) return "";
    const words = [...node.attributes].filter(({ name }) => name !== "open").map(attribute).sort();
    const inner = [...node.childNodes].map(level).join("").trim();
    return `<${[node.localName, ...words].join(" ")}>${inner}</${node.localName}>`.replaceAll("> <", "><");
  };
  const lines = () => [...document.querySelectorAll("[data-part=messages] > li")];
  const shown = [];
  for (const place of lines().keys()) {
    const menu = () => lines()[place].querySelector(".message__menu");
    menu()?.querySelector("summary").click();
    for (let tries = 0; tries < 250 && menu() && !menu().open; tries++) await new Promise((on) => setTimeout(on, 20));
    shown.push(level(lines()[place]));
    if (menu()) menu().open = false;
  }
  return [...shown, ...["[data-part=pins]", ".room-head__ways"].map((beside) => level(document.querySelector(beside)))];
}"""
ROLES = ("author", "other", "lead", "other lead", "moderator", "silenced")


@pytest.fixture
def cast() -> dict[str, Member]:
    people = {role: MemberFactory(name=f"Person {role}") for role in ROLES if role != "moderator"}
    people["moderator"] = MemberFactory(office=True, name="Person moderator")
    Authenticator.objects.create(user=people["moderator"], type=Authenticator.Type.TOTP, data={"secret": "x"})
    return people


@pytest.fixture
def table(cast: dict[str, Member]) -> Room:
    """The room of a group with two leads; the office came in as a guest for a day."""
    inside = [cast[role] for role in ("author", "other", "silenced")]
    group = WorkingGroupFactory(lead=cast["lead"], with_members=inside)
    group.memberships.create(member=cast["other lead"], leads=True)
    room = make_room(group, by=cast["lead"], name="Zeichentisch")
    say(cast["author"], room, "Was vorher war")
    for role in ROLES:
        reason = "Ein Hinweis" if role == "moderator" else ""
        participation_actions.enter_room(cast[role], fresh(room), reason=reason)
    until = timezone.now() + timedelta(days=1)
    set_sanctions(cast["silenced"], silenced={"": until}, suspended_until=None)
    _all_is_read(room)
    return fresh(room)


def _all_is_read(room: Room) -> None:
    Participation.objects.filter(room=room).update(read_seq=fresh(room).head)


def read(page: Page, room: Room) -> None:
    """Waits until the page shows all that happened, and the cards and lines it asked for have come."""
    head = fresh(room).head
    page.wait_for_function(
        """(head) => Math.max(...[...document.querySelectorAll("[data-part=messages] > .message")]
            .map((line) => Number(line.dataset.rev))) === head""",
        arg=head,
        timeout=20 * SECOND,
    )
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(1_500)


def differences(page: Page, room: Room) -> list[str]:
    read(page, room)
    live = page.evaluate(SHOWN)
    page.reload()
    expect(page.locator("chat-room[data-state=live]")).to_be_attached(timeout=30 * SECOND)
    again = page.evaluate(SHOWN)
    return list(difflib.unified_diff(live, again, "live", "reload", n=0, lineterm=""))


def test_everything_that_can_happen(visit: Any, voice: Any, table: Room, cast: dict[str, Member]) -> None:
    old = say(cast["author"], table, "Die Frage vom Anfang").seq
    _all_is_read(table)
    pages = {role: visit(cast[role], table) for role in ROLES}
    author, other, lead = (voice(cast[role]) for role in ("author", "other", "lead"))
    author.says(table, f"Schau, @{cast['other'].handle}: <b>nichts</b> | `code`\n\n- a\n- b")
    author.says(table, "Noch etwas, im selben Atem")
    answer = other.says(table, "Eine Antwort", reply_to=old)
    other.says(table, "Noch eine, die nicht bleibt", reply_to=old)
    other.does(table, fresh(table).head, "entfernen")
    other.says(table, "Auf das, was nicht alle lesen", reply_to=1)
    edited = author.says(table, "Am Dienstag")
    other.says(table, "Gut", reply_to=edited)
    author.does(table, edited, "bearbeiten", text="Am **Mittwoch**")
    other.does(table, edited, "reaktion", kind="danke")
    lead.does(table, edited, "reaktion", kind="danke")
    lead.does(table, edited, "reaktion", kind="hilfreich")
    lead.does(table, edited, "reaktion/zuruecknehmen", kind="hilfreich")
    own = author.says(table, "Nimmt die Person selbst weg")
    author.does(table, own, "entfernen")
    rude = author.says(table, "Nimmt die Leitung weg")
    other.says(table, "Na!", reply_to=rude)
    lead.does(table, rude, "entfernen", reason="Beleidigung")
    back = author.says(table, "Kommt wieder")
    lead.does(table, back, "entfernen", reason="Irrtum")
    lead.does(table, back, "wiederherstellen")
    lead.does(table, answer, "anheften")
    lead.does(table, edited, "anheften")
    lead.does(table, answer, "loesen")
    for upload in (make_upload(cast["author"]), make_upload(cast["author"], pdf(), "plan.pdf")):
        fields = {"key": str(uuid4()), "text": "", "attachments": str(upload.pk)}
        assert author.guest.post(f"{table.get_absolute_url()}nachrichten/", **fields) == 201
    author.does(table, fresh(table).head, "entfernen")
    thread = make_thread(cast["other"], title="Ein Thema")
    other.says(table, f"Siehe [dort]({thread.get_absolute_url()})")
    found = {role: differences(page, table) for role, page in pages.items()}
    assert {role: lines for role, lines in found.items() if lines} == {}


def test_after_a_removal_the_author_still_reads_what_was_removed(
    visit: Any, voice: Any, table: Room, cast: dict[str, Member]
) -> None:
    seq = say(cast["author"], table, "Eine Grobheit").seq
    hers, others = visit(cast["author"], table), visit(cast["other"], table)
    voice(cast["lead"]).does(table, seq, "entfernen", reason="Beleidigung")
    item(hers, seq).get_by_text("Entfernten Text ansehen").click()
    expect(item(hers, seq).get_by_text("Eine Grobheit")).to_be_visible()
    expect(item(others, seq)).to_contain_text("wurde von der Leitung des Raums entfernt")
    expect(item(others, seq).get_by_text("Entfernten Text ansehen")).to_have_count(0)


def test_a_lead_is_not_offered_to_restore_what_another_lead_removed(
    visit: Any, voice: Any, table: Room, cast: dict[str, Member]
) -> None:
    seq = say(cast["author"], table, "Eine Grobheit").seq
    pages = {role: visit(cast[role], table) for role in ("lead", "other lead")}
    voice(cast["lead"]).does(table, seq, "entfernen", reason="Beleidigung")
    for role, page in pages.items():
        expect(item(page, seq)).to_contain_text("wurde von der Leitung des Raums entfernt")
        page.wait_for_timeout(SECOND)
        item(page, seq).get_by_label("Mehr zu dieser Nachricht").click()
        expect(item(page, seq).get_by_role("link", name="Adresse der Nachricht")).to_be_visible()
        restore = item(page, seq).get_by_role("button", name="Wiederherstellen")
        expect(restore).to_have_count(1 if role == "lead" else 0)
    for page in pages.values():
        expect(item(page, seq).get_by_text("Entfernten Text ansehen")).to_be_visible()


def test_what_was_missed_and_then_changed_stands_in_its_place(
    visit: Any, voice: Any, table: Room, cast: dict[str, Member]
) -> None:
    hers, author = visit(cast["other"], table), voice(cast["author"])
    hers.context.set_offline(True)
    first = author.says(table, "Eins")
    author.says(table, "Zwei", reply_to=first)
    author.does(table, first, "bearbeiten", text="Eins, genauer")
    hers.context.set_offline(False)
    expect(item(hers, first)).to_contain_text("Eins, genauer", timeout=30 * SECOND)
    assert differences(hers, table) == []


def test_an_answer_to_what_is_further_up_than_the_page_reaches(
    visit: Any, voice: Any, table: Room, cast: dict[str, Member]
) -> None:
    old = say(cast["author"], table, "Weit oben").seq
    for number in range(60):
        say(cast["author"], table, f"Nachricht {number}")
    hers, author = visit(cast["other"], table), voice(cast["author"])
    answer = author.says(table, "Dazu noch", reply_to=old)
    expect(item(hers, answer)).to_contain_text("Antwort auf Person author: Weit oben")
    author.does(table, old, "bearbeiten", text="Ganz weit oben")
    expect(item(hers, answer)).to_contain_text("Antwort auf Person author: Ganz weit oben")


def test_words_come_in_the_language_of_the_page(
    visit: Any, voice: Any, table: Room, cast: dict[str, Member], server: Server
) -> None:
    hers, author = visit(cast["other"], table), voice(cast["author"])
    hers.context.add_cookies([{"name": "django_language", "value": "en", "url": server.url}])
    hers.reload()
    expect(hers.locator("chat-room[data-state=live]")).to_be_attached(timeout=30 * SECOND)
    seq = author.says(table, "Guten Tag")
    author.does(table, seq, "bearbeiten", text="Guten Abend")
    expect(item(hers, seq).locator("[data-part=edited]")).to_have_text("edited")
    assert differences(hers, table) == []


@pytest.mark.parametrize("ago", [timedelta(days=1), timedelta(minutes=6), timedelta(minutes=3)], ids=str)
def test_a_new_day_and_what_is_said_in_one_breath(
    visit: Any, voice: Any, table: Room, cast: dict[str, Member], ago: timedelta
) -> None:
    """What stands above was said so long ago, by the same person."""
    message = say(cast["author"], table, "Vorhin")
    Message.objects.filter(room=table).update(created_at=timezone.now() - ago)
    _all_is_read(table)
    hers, author = visit(cast["other"], table), voice(cast["author"])
    author.says(table, "Im selben Atem?")
    voice(cast["lead"]).says(table, "Jemand anders")
    author.says(table, "Wieder ich")
    assert item(hers, message.seq).count() == 1
    assert differences(hers, table) == []

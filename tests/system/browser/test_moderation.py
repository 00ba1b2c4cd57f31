"""A whole case in real browsers: reported from outside, hidden, read about, objected to, lifted, counted.

And what becomes of somebody who is excluded while three pages are open.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from allauth.mfa.models import Authenticator
from axe_playwright_python.sync_playwright import Axe
from django.core.management import call_command
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, Page, expect

from community.mail.models import OutgoingMail
from community.moderation.models import Decision, ReadyText
from community.moderation.transparency_report import content as transparency_report_content
from community.people.models import Member
from forum.models import Post, Reaction, Thread
from forum.reactions import actions as reaction_actions
from realtime.rooms.models import Message
from tests.factories.forum import ActionFieldFactory, make_reply, make_thread
from tests.factories.moderation import case_of, report_post
from tests.factories.people import MemberFactory
from tests.factories.rooms import make_room
from tests.system.realtime.delivery.serving import CSRF, Guest, Server

pytestmark = pytest.mark.django_db(transaction=True)
PATIENCE = 20_000  # milliseconds: for a machine that does much else
OUTSIDER = "olga@draussen.example"


@pytest.fixture(scope="module")
def shared_server(django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[Server]:
    folder: Path = tmp_path_factory.mktemp("house")
    with django_db_blocker.unblock():
        house = Server(folder, EMBEDDED_WORKER="0")
    yield house
    house.stop()


@pytest.fixture
def house(transactional_db, shared_server: Server) -> Server:
    call_command("load_documents", verbosity=0)
    return shared_server


@pytest.fixture
def gerd(house) -> Member:
    return MemberFactory(name="Gerd Grantig")


@pytest.fixture
def post(gerd) -> Post:
    field = ActionFieldFactory(public=True, name="Generationen und Begegnung")
    thread = make_thread(MemberFactory(name="Anna Weber"), field=field, title="Wer hilft beim Umzug?")
    post = make_reply(thread, gerd, text="Sie haben doch alle keine Ahnung.")
    make_reply(thread, MemberFactory(name="Bruno Krüger"), text="Unser Verein hilft.", reply_to=2)
    return post


class Visits:
    """Browsers of several people at the same house."""

    def __init__(self, browser: Browser, arguments: dict, house: Server) -> None:
        self.browser, self.arguments, self.house = browser, arguments, house
        self.contexts: list[BrowserContext] = []

    def of(self, member: Member | None = None) -> Page:
        context = self.browser.new_context(**{**self.arguments, "base_url": self.house.url})
        context.set_default_timeout(PATIENCE)
        self.contexts.append(context)
        if member:
            session = Guest(self.house, member).session
            context.add_cookies([{"name": "sessionid", "value": session, "url": self.house.url}])
        return context.new_page()


@pytest.fixture
def visits(browser: Browser, browser_context_args, house) -> Iterator[Visits]:
    visits = Visits(browser, browser_context_args, house)
    yield visits
    for context in visits.contexts:
        context.close()


# A post as it looks, without what differs from one rendering to the next.
LOOKS = """(article) => {
  const copy = article.cloneNode(true);
  copy.removeAttribute("data-rev");
  copy.querySelectorAll("input[name=csrfmiddlewaretoken], .badge--new").forEach((one) => one.remove());
  return copy.outerHTML.replace(/\\s+/g, " ").replaceAll("> <", "><");
}"""
WATCH = """() => new MutationObserver(() => {
  if (document.querySelector("#beitrag-2.post--removed")) window.goneAt ??= Date.now();
}).observe(document.body, { subtree: true, childList: true, attributes: true })"""
ANSWERS_IN = """async () => {
  const begun = performance.now();
  await (await fetch(location.href)).text();
  return (performance.now() - begun) / 1000;
}"""


def a_second(page: Page) -> float:
    """One second on a machine that has time; on one that does much else, as much longer as its pages take."""
    return max(1.0, 12 * float(page.evaluate(ANSWERS_IN)))


def assert_readable(letter: str, *names: str) -> None:
    """German that one can read: addressed, signed, whole sentences, no gaps, and nobody of the office by name."""
    assert letter.startswith("Guten Tag") and "Mit freundlichen Grüßen\nIhre Geschäftsstelle" in letter
    for trace in ("None", "{", "}", "%(", "&quot;", "&#", "<", "  ", "\n\n\n", " ,", " ."):
        assert trace not in letter, (trace, letter)
    assert not [name for name in names if name in letter]


def officer(name: str, **role: bool) -> Member:
    member = MemberFactory(name=name, **role)
    Authenticator.objects.create(user=member, type=Authenticator.Type.TOTP, data={"secret": "x"})
    return member


def mail_to(address: str, words: str) -> str:
    """The text of the mail to this address whose subject contains `words`."""
    return OutgoingMail.objects.get(to=address, subject__contains=words).text


def path_in(text: str, start: str) -> str:
    found = re.search(rf"/{start}/\S+", text)
    assert found, text
    return found[0]


def test_from_the_report_to_the_yearly_report(visits: Visits, post: Post, gerd: Member) -> None:
    thread = Thread.objects.get(pk=post.thread_id)
    reader = visits.of(MemberFactory(name="Greta Lindner"))
    for member, kind in ((thread.author, "danke"), (MemberFactory(name="Hilde Ast"), "hilfreich")):
        reaction_actions.react_to_post(member, post, kind=kind)
    for _twice in range(2):  # the second time nothing is new any more
        reader.goto(thread.get_absolute_url())
    article = reader.locator("#beitrag-2")
    before, reactions, order = article.evaluate(LOOKS), said_about(post), shown(reader)
    reader.evaluate(WATCH)

    report_from_outside(visits.of(), post)
    chiara = officer("Chiara Brandt", office=True)
    desk = visits.of(chiara)
    hide(desk, post)

    expect(article).to_contain_text("von der Geschäftsstelle entfernt", timeout=PATIENCE)
    waited = reader.evaluate("window.goneAt") / 1000 - Decision.objects.get().decided_at.timestamp()
    assert waited < a_second(reader), "the open page shows it within a second"
    expect(article).not_to_contain_text("keine Ahnung")
    expect(reader.locator("#beitrag-3")).to_contain_text("Unser Verein hilft.")

    statement, outcome = mail_to(gerd.email, "Unsere Entscheidung"), mail_to(OUTSIDER, "ist entschieden")
    for letter in (statement, outcome):
        assert "Das setzt andere herab." in letter and "Chiara" not in letter and "Netiquette" in statement

    object_to(visits.of(), path_in(statement, "widerspruch"))
    desk.goto("/moderation/")
    desk.get_by_role("region", name=re.compile("Fristen")).get_by_role("link").first.click()
    expect(desk.get_by_text("Sie haben zuerst entschieden.")).to_be_visible()
    expect(desk.get_by_role("button", name="Antworten")).to_have_count(0)

    dora = visits.of(officer("Dora Schäfer", head=True))
    lift(dora)
    expect(article).to_contain_text("keine Ahnung", timeout=PATIENCE)
    assert article.evaluate(LOOKS) == before
    assert (said_about(post), shown(reader)) == (reactions, order)
    assert [row.number for row in Post.objects.not_removed().in_thread(thread).order_by("number")] == [
        1,
        2,
        3,
    ]
    assert "Sie haben recht" in mail_to(gerd.email, "ist entschieden")
    letters = OutgoingMail.objects.filter(to__in=[gerd.email, OUTSIDER])
    assert letters.count() == 7  # to confirm, receipt, outcome, reversal; statement, receipt, answer
    for letter in letters:
        assert_readable(letter.text, "Chiara", "Dora", "Brandt", "Schäfer")

    dora.goto("/moderation/bericht/")
    expect(dora.get_by_role("row", name=re.compile("Widersprüche insgesamt"))).to_contain_text("1")
    counted = {
        str(line.what): line.value
        for line in transparency_report_content.year_lines(timezone.localtime().year)
    }
    assert counted["von außen"] == counted["Dem Widerspruch wird abgeholfen"] == 1


def said_about(post: Post) -> list[tuple[Any, ...]]:
    return sorted(Reaction.objects.filter(post=post).values_list("member", "kind", "made_at"))


def shown(page: Page) -> list[str]:
    """The posts on the page, in their order."""
    return [str(one.get_attribute("id")) for one in page.locator("article.post").all()]


def report_from_outside(page: Page, post: Post) -> None:
    page.goto(post.thread.get_absolute_url())
    page.locator(f'a[href="/melden/beitrag/{post.pk}/"]').first.click()
    page.get_by_label("Verstößt gegen unsere Regeln (Netiquette)").check()
    page.get_by_label("Beleidigung, Drohung oder Herabsetzung").check()
    page.get_by_label("Ihr Name").fill("Olga Oben")
    page.get_by_label("Ihre E-Mail-Adresse").fill(OUTSIDER)
    page.get_by_role("button", name="Meldung absenden").click()
    expect(page).to_have_url(re.compile("/melden/danke/"))
    page.goto(path_in(mail_to(OUTSIDER, "bestätigen"), "melden/bestaetigen"))
    page.locator("main form button").click()
    expect(page.get_by_text(re.compile(r"\d{4}-\d{4}")).first).to_be_visible()
    assert "ist eingegangen" in OutgoingMail.objects.filter(to=OUTSIDER).latest("pk").subject


def hide(page: Page, post: Post) -> None:
    page.goto("/moderation/")
    page.get_by_role("region", name=re.compile("Meldungen")).get_by_role("link").first.click()
    expect(page.get_by_text("Olga Oben")).to_be_visible()
    page.get_by_label("Beitrag ausblenden").check()
    page.get_by_label(re.compile("^Begründung")).fill("Das setzt andere herab.")
    page.get_by_role("button", name="Mails zuerst ansehen").click()
    expect(page.get_by_text("Noch ist nichts entschieden")).to_be_visible()
    page.get_by_role("button", name="Entscheiden", exact=True).click()
    expect(page.get_by_text("ist entschieden")).to_be_visible()


def object_to(page: Page, path: str) -> None:
    page.goto(path)
    expect(page.get_by_text("Das setzt andere herab.")).to_be_visible()
    page.get_by_label("Warum sehen Sie das anders?").fill("Das war ein Zitat aus dem Gemeinderat.")
    page.get_by_role("button", name="Widersprechen").click()
    expect(page.get_by_text("Ihr Widerspruch ist da")).to_be_visible()


def lift(page: Page) -> None:
    page.goto("/moderation/")
    page.get_by_role("region", name=re.compile("Fristen")).get_by_role("link").first.click()
    page.get_by_label("Aufheben: Alles wird, wie es vorher war").check()
    page.get_by_label(re.compile("^Begründung")).fill("Ein Zitat ist erlaubt.")
    page.get_by_role("button", name="Antworten").click()
    expect(page.get_by_text("Der Widerspruch ist beantwortet")).to_be_visible()


def test_the_queue_by_keyboard(visits: Visits, post: Post) -> None:
    report_from_outside(visits.of(), post)
    page = visits.of(officer("Chiara Brandt", office=True))
    page.set_viewport_size({"width": 1366, "height": 768})
    page.goto("/moderation/vorgaenge/")
    page.keyboard.press("j")
    page.keyboard.press("o")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Vorgang")
    expect(page.locator("[aria-keyshortcuts]").first).to_be_attached()  # the keys are listening
    page.keyboard.press("e")
    expect(page.get_by_label("Beitrag ausblenden")).to_be_focused()


def test_a_case_from_desk_to_decision_by_keys_alone(visits: Visits, post: Post) -> None:
    report_post(MemberFactory(), post)
    MemberFactory(waiting=True, name="Jonas Neumann")
    ReadyText.objects.create(
        title="Beleidigung", text="Das setzt herab.", version=1, written_by=MemberFactory(head=True)
    )
    colleague = visits.of(officer("Dora Schäfer", head=True))
    colleague.goto("/moderation/")
    panel = colleague.get_by_role("region", name=re.compile("Meldungen"))
    expect(panel.get_by_role("link", name=re.compile("Umzug"))).to_be_visible()

    page = visits.of(officer("Chiara Brandt", office=True))
    page.set_viewport_size({"width": 1366, "height": 768})
    page.goto("/moderation/")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_contain_text("nächste und vorige Zeile")
    page.keyboard.press("Escape")
    press_until(page, "j", "document.activeElement.textContent.includes('Umzug')")
    page.keyboard.press("Enter")
    sheet = page.get_by_role("region", name="Geöffnet")
    expect(sheet.get_by_role("heading", name=re.compile("Vorgang"))).to_be_focused()
    expect(panel).to_contain_text("offen bei Chiara Brandt", timeout=PATIENCE)
    assert barriers(page) == []
    sheet.get_by_role("link", name="Beleidigung").click()
    expect(sheet.get_by_label(re.compile("^Begründung"))).to_have_value("Das setzt herab.")

    page.keyboard.press("a")
    expect(sheet.get_by_label("Beitrag ausblenden")).to_be_checked()
    expect(sheet.get_by_label(re.compile("^Begründung"))).to_be_focused()
    page.keyboard.type("Ja, jazzig ist das nicht.")
    expect(sheet.get_by_label(re.compile("^Begründung"))).to_have_value(re.compile("jazzig ist das nicht"))
    press_until(page, "Tab", "document.activeElement.textContent.trim() === 'Entscheiden'")
    page.keyboard.press("Enter")
    expect(page.get_by_text("ist entschieden")).to_be_visible()
    expect(sheet).to_be_hidden()
    expect(page.locator("[data-row] :focus")).to_have_text("Jonas Neumann", timeout=PATIENCE)
    assert Post.objects.get(pk=post.pk).removed
    expect(panel.get_by_role("link", name=re.compile("Umzug"))).to_have_count(0, timeout=PATIENCE)


def press_until(page: Page, key: str, reached: str) -> None:
    """Press the key until the focus is where it should be."""
    for _ in range(40):
        page.keyboard.press(key)
        if page.evaluate(reached):
            return
    raise AssertionError(f"{key} never led to {reached}")


def barriers(page: Page) -> list[str]:
    """What axe finds, in both themes."""
    page.evaluate(Axe().axe_script)
    found: list[str] = []
    for theme in ("light", "dark"):
        page.emulate_media(color_scheme=theme, reduced_motion="reduce")
        result = page.evaluate("axe.run(document, {preload: false, resultTypes: ['violations']})")
        found += [
            f"{theme} {rule['id']}: {node['html'][:200]}"
            for rule in result["violations"]
            for node in rule["nodes"]
        ]
    return found


def test_who_is_excluded_hears_and_can_do_nothing_within_a_second(
    visits: Visits, post: Post, gerd: Member
) -> None:
    house, room, thread = (
        visits.house,
        make_room(by=officer("Dora Schäfer", head=True)),
        Thread.objects.get(pk=post.thread_id),
    )
    case = case_of(report_post(MemberFactory(), post))
    chiara, bruno = Guest(house, officer("Chiara Brandt", office=True)), Guest(house, MemberFactory())
    pages = [visits.of(gerd)]
    pages += [pages[0].context.new_page() for _ in range(2)]
    addresses = (thread.get_absolute_url(), room.get_absolute_url(), f"/themen/neu/?feld={thread.field.slug}")
    for page, address in zip(pages, addresses, strict=True):
        page.goto(address)
    line = Guest(house, gerd)
    line.session = next(one["value"] for one in pages[0].context.cookies() if one["name"] == "sessionid")
    open_socket = line.hear(thread.stream, room.stream)

    sent = {
        "action": "person",
        "sanction": "exclusion",
        "ground": "rules:0",
        "reasons": "Immer wieder beleidigend.",
    }
    assert chiara.post(f"{case.get_absolute_url()}entscheiden/", seen=str(case.version), **sent) == 200
    decided = Decision.objects.get().decided_at.timestamp()
    assert open_socket.ended() == 4003
    assert time.time() - decided < a_second(pages[0]), "the open socket ends within a second"
    assert line.refused() == 403

    before = (Post.objects.count(), Message.objects.count(), Thread.objects.count())
    key = {"key": str(uuid4()), "text": "Ich noch einmal."}
    for address in (f"{thread.get_absolute_url()}antworten/", f"{room.get_absolute_url()}nachrichten/"):
        page = pages[0] if "themen" in address else pages[1]
        fields = {"headers": {"X-CSRFToken": CSRF, "Accept": "application/json"}, "form": key}
        assert not page.request.post(address, **fields).ok
    for page, box in ((pages[0], "Ihre Antwort"), (pages[1], "Ihre Nachricht")):
        page.get_by_role("textbox", name=box).fill("Ich noch einmal.")
        page.get_by_role("textbox", name=box).press("Control+Enter")
    assert bruno.post(f"/themen/{thread.pk}/antworten/", key=str(uuid4()), text="Jetzt ist Ruhe.") == 201
    assert (
        bruno.post(f"{room.get_absolute_url()}nachrichten/", key=str(uuid4()), text="Jetzt ist Ruhe.") == 201
    )
    control = visits.of(MemberFactory())
    control.goto(thread.get_absolute_url())
    expect(control.get_by_text("Jetzt ist Ruhe.")).to_be_visible()
    for page in pages:
        expect(page.get_by_text("Jetzt ist Ruhe.")).to_have_count(0)
    assert (Post.objects.count(), Message.objects.count(), Thread.objects.count()) == (
        before[0] + 1,
        before[1] + 1,
        before[2],
    )
    pages[2].reload()
    expect(pages[2].get_by_text("Die Geschäftsstelle hat Sie ausgeschlossen.")).to_be_visible()

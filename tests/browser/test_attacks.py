"""Nothing that members write acts: the whole corpus, wherever the house shows words, in a real browser."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Browser, Page, expect

from community.people.members import views as member_views
from community.text import TITLE_LIMIT
from community.web import pages
from forum.threads import addresses
from forum.threads import views as thread_views
from tests.browser.hostile.forum import A_FEW, House, build_house
from tests.browser.hostile.looking import LIVELY, showing, what_acts
from tests.browser.hostile.places import missed
from tests.browser.hostile.words import FOLDED, packed_lines, packed_sources, sources
from tests.browser.watch import Watch
from tests.community.text.attacks import FAMILIES
from tests.parts import needs

pytestmark = [pytest.mark.browser, needs("chromium"), pytest.mark.django_db(transaction=True)]

ALL = 2_000


@pytest.fixture(autouse=True)
def _everything_on_one_page(monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    settings.OFFICE_SECOND_FACTOR = False
    for module in (addresses, thread_views):
        monkeypatch.setattr(module, "PER_PAGE", ALL)
    for name in ("BRANCHES_PER_PAGE", "POSTS_PER_BRANCH", "CHANGES_AT_ONCE"):
        monkeypatch.setattr(thread_views, name, ALL)
    monkeypatch.setattr(member_views, "SUGGESTIONS", ALL)
    monkeypatch.setitem(pages.paginate.__kwdefaults__ or {}, "per_page", ALL)


@pytest.fixture
def watch(browser: Browser, live_server: Any) -> Iterator[Watch]:
    watch = Watch(browser, live_server.url)
    yield watch
    watch.close()


@pytest.fixture
def house(live_server: Any) -> House:
    return build_house()


def test_success_would_be_noticed(browser: Browser) -> None:
    """The same attacks, served as they are."""
    page = browser.new_page()
    for family in ("scripts", "handlers", "broken"):
        page.set_content("<p>" + "</p><p>".join(FAMILIES[family]))
        page.wait_for_function("window.pwned === 1")
        assert page.evaluate(LIVELY), family
    page.close()


def test_success_would_be_noticed_behind_the_content_policy(watch: Watch) -> None:
    page = watch.page()
    page.goto("/konto/login/")
    assert page.evaluate(LIVELY) == watch.complaints == []
    page.evaluate(
        "document.body.insertAdjacentHTML('beforeend', '<img src=/static/x onerror=window.pwned=1>')"
    )
    page.wait_for_timeout(200)
    assert any("event handler" in complaint for complaint in watch.complaints)
    assert page.evaluate(LIVELY)


def test_nothing_acts(watch: Watch, house: House) -> None:
    page = watch.page(_session(house))
    faults = {}
    for name, (address, sign, least) in _surfaces(house).items():
        watch.complaints.clear()
        found = what_acts(page, address) + watch.complaints
        if page.locator(sign).count() < least:
            found.append("too little to see")
        if found:
            faults[name] = found[:5]
    assert faults == {}


def test_nothing_acts_when_people_click(watch: Watch, house: House) -> None:
    page = watch.page(_session(house))
    faults = {}
    with showing() as shown:
        for act in (_answer_everybody, _quote, _look_at_the_preview, _mention):
            watch.complaints.clear()
            act(page, house)
            if found := what_acts(page) + watch.complaints:
                faults[act.__name__] = found[:5]
    assert faults == {}
    assert missed("forum", shown) == {}


def _surfaces(house: House) -> dict[str, tuple[str, str, int]]:
    """Where words are shown: the address, what must be seen there, and how many of it at least."""
    thread, many = house.long.get_absolute_url(), len(packed_lines(TITLE_LIMIT))
    few = len(packed_sources(A_FEW))
    post = house.packed[-1].get_absolute_url()
    found = {
        "each": (f"{house.each.get_absolute_url()}?ansicht=reihe", "article.post", len(sources())),
        "in order": (f"{thread}?ansicht=reihe", "article.post", few),
        "nested": (f"{thread}?ansicht=verzweigt", "article.post", few),
        "live": (f"/themen/{house.long.pk}/beitraege/?nach=0", "article.post", few),
        "tombstones": (house.removed.get_absolute_url(), ".post__tombstone", few),
        "field": (house.field.get_absolute_url(), ".thread-row", few),
        "threads": ("/themen/", ".thread-row", few),
        "start": ("/", ".thread-row", 3),
        "context": (f"{post}kontext/", "article.post", 1),
        "replies": (f"{house.answered.get_absolute_url()}antworten/", "article.post", 1),
        "quote": (f"{thread}?zitat={house.packed[-1].number}", "#antworten textarea", 1),
        "edit": (f"{post}bearbeiten/", "main textarea", 1),
        "remove": (f"{post}entfernen/", ".prose", 1),
        "history": (f"{house.packed[0].get_absolute_url()}verlauf/", "ins, del", len(sources())),
        "drafts": ("/entwuerfe/", ".draft-card", few),
        "new thread": (f"/themen/neu/?feld={house.field.slug}", "main textarea", 1),
        "directory": ("/mitglieder/", "main a[href^='/mitglieder/']", many),
        "suggestions": (f"/mitglieder/vorschlaege/?q={FOLDED}", "[role=option]", many),
        "groups": ("/arbeitsgruppen/", ".group-entry", many),
        "group": ("/arbeitsgruppen/gruppe-alle/", "h1", 1),
        "manage group": ("/arbeitsgruppen/gruppe-alle/verwalten/", "main textarea", 1),
        "desk": ("/moderation/", "main a[href^='/moderation/freigaben/']", 3),
        "registrations": ("/moderation/freigaben/", "main a[href^='/moderation/freigaben/']", many),
        "roles": (f"/moderation/rollen/?suche={FOLDED}", "main li", 5),
    }
    found |= {f"profile {member.pk}": (member.get_absolute_url(), ".prose", 1) for member in house.speakers}
    found |= {
        f"closed {closed.pk}": (closed.get_absolute_url(), ".thread__closed, main", 1)
        for closed in house.closed
    }
    return found


def _answer_everybody(page: Page, house: House) -> None:
    """The composer repeats the name of whoever is answered."""
    page.goto(f"{house.long.get_absolute_url()}?ansicht=reihe")
    page.evaluate("document.querySelectorAll('[data-reply]').forEach((link) => link.click())")
    expect(page.locator("[data-answered-text]")).not_to_be_empty()


def _quote(page: Page, house: House) -> None:
    page.goto(f"{house.long.get_absolute_url()}?ansicht=reihe")
    page.locator("#antworten textarea").fill("")
    page.locator(f"[data-quote][data-number='{house.packed[0].number + 1}']").click()
    expect(page.locator("#antworten textarea")).not_to_have_value("")


def _look_at_the_preview(page: Page, house: House) -> None:
    for post in house.packed:
        page.goto("/themen/neu/")
        page.get_by_label("Ihr Beitrag").fill(post.source)
        page.get_by_role("button", name="Vorschau").click()
        expect(page.locator("[data-preview-target] .prose")).to_be_visible()


def _mention(page: Page, house: House) -> None:
    page.goto("/themen/neu/")
    box = page.get_by_label("Ihr Beitrag")
    box.fill("")
    box.press_sequentially(f"Hallo @{FOLDED}")
    expect(page.locator(".suggestions [role=option]").first).to_be_visible()


def _session(house: House) -> str:
    client = Client()
    client.force_login(house.officer)
    return client.cookies["sessionid"].value

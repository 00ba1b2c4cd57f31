"""The look in a real browser: refused forms, small screens and long words, no script, keyboard.

Every page by itself is looked at in test_pages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.management import call_command
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Route, expect

from community.people.models import Member
from forum.models import Thread
from tests.factories.forum import ActionFieldFactory, make_reply, make_thread
from tests.factories.people import MemberFactory
from tests.system.browser.visits import signed_in

pytestmark = pytest.mark.django_db(transaction=True)

RULES = {
    "preload": False,  # axe would fetch imported sheets by wrong addresses
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]},
}
LONG = "Generationengerechtigkeitsbeauftragte und Daseinsvorsorgekoordinatorin"


@pytest.fixture(autouse=True)
def _rules() -> None:
    """Without published rules nobody can sign up."""
    call_command("load_documents", verbosity=0)


@pytest.fixture
def anna() -> Member:
    return MemberFactory(name="Dr. Anna-Theodora Freifrau von Wolkenstein-Trostburg", function=LONG)


@pytest.fixture
def thread(anna: Member) -> Thread:
    field = ActionFieldFactory(
        public=True, name="Quartiersentwicklung und Leerstandsaktivierung", slug="quartier"
    )
    text = (
        "## Ausgangslage\n\n- Leerstand\n- Zuzug\n\n> Ein Zitat\n\n| Ort | Zahl |\n|---|---|\n| Grabow | 9 |"
    )
    thread = make_thread(
        anna, field=field, title="Leerstandskataster: Welche Felder brauchen Sie?", text=text
    )
    make_reply(thread, MemberFactory(expert=True), text="Vierzehn genügen.")
    return thread


@pytest.fixture
def paths(thread: Thread) -> list[str]:
    return ["/", thread.field.get_absolute_url(), thread.get_absolute_url(), "/themen/neu/", "/konto/"]


@pytest.fixture
def visit(browser: Browser, browser_context_args: dict[str, Any], live_server: Any) -> Iterator[Any]:
    """Opens pages in a browser made as asked for; fails when it complains or asks another server."""
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def open_page(member: Member | None = None, **options: Any) -> Page:
        context = browser.new_context(**{**browser_context_args, "base_url": live_server.url, **options})
        contexts.append(context)
        page = signed_in(context, live_server, member) if member else context.new_page()
        page.on("console", lambda message: complaints.extend(complaint(message)))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on(
            "request", lambda asked: asked.url.startswith(live_server.url) or complaints.append(asked.url)
        )
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_refused_form_has_no_barrier_either(visit, theme):
    page = visit(color_scheme=theme, bypass_csp=True)
    page.goto("/konto/signup/")
    page.evaluate("document.querySelector('main form').noValidate = true")
    page.get_by_role("button", name="Anmeldung absenden").click()
    expect(page.locator("[data-error-summary]")).to_be_focused()
    assert barriers(page) == []


@pytest.mark.parametrize("width", [320, 1280])
def test_nothing_sticks_out(visit, anna, paths, width):
    """320 pixels are also what 400 % zoom leaves of a common screen."""
    page = visit(anna, viewport={"width": width, "height": 800})
    for path in [*paths, "/mitglieder/", "/kommunen/", "/arbeitsgruppen/"]:
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path


@pytest.mark.parametrize("who", ["anna", None])
def test_the_header_is_one_row_on_every_phone(visit, request, who):
    page = visit(who and request.getfixturevalue(who))
    page.goto("/")
    heights = set()
    for width in (360, 368, 375, 384, 390, 412, 430, 481, 544, 545, 768):
        page.set_viewport_size({"width": width, "height": 800})
        heights.add(page.evaluate("document.querySelector('.site-header').offsetHeight"))
    assert len(heights) == 1, heights


def test_twice_as_large_letters_still_fit(visit, anna, thread):
    page = visit(anna, viewport={"width": 640, "height": 800})
    page.goto(thread.get_absolute_url())
    page.evaluate(LARGE)
    assert page.evaluate("document.documentElement.scrollWidth") <= 640


def test_without_script_the_menus_open_and_nothing_pretends(visit, anna):
    page = visit(anna, java_script_enabled=False, viewport={"width": 390, "height": 800})
    page.goto("/themen/neu/")
    page.locator(".site-menu summary").click()
    expect(page.get_by_role("link", name="Arbeitsgruppen")).to_be_visible()
    page.locator(".account-menu summary").click()
    expect(page.get_by_role("button", name="Abmelden")).to_be_visible()
    expect(page.get_by_role("textbox", name="Ihr Beitrag")).to_be_visible()
    expect(page.get_by_role("toolbar")).to_have_count(0)
    expect(page.get_by_role("button", name="Vorschau")).to_have_count(0)
    expect(page.locator("theme-switch")).to_be_hidden()


def test_the_first_key_leads_past_the_menu(visit):
    page = visit()
    page.goto("/konto/login/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Zum Inhalt")).to_be_focused()
    expect(page.get_by_role("link", name="Zum Inhalt")).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_where_the_keyboard_is_can_be_seen(visit, anna, thread):
    page = visit(anna)
    page.goto(thread.get_absolute_url())
    for _ in range(25):
        page.keyboard.press("Tab")
        width = page.evaluate(RING)
        assert width >= 3, page.evaluate("document.activeElement.outerHTML.slice(0, 120)")


LARGE = """() => {
  const sheet = document.styleSheets[0];
  sheet.insertRule("html { font-size: 200% !important }", sheet.cssRules.length);
}"""

MOVING = """() => [...document.querySelectorAll("*")].filter(
  (element) => parseFloat(getComputedStyle(element).transitionDuration) > 0
).length"""

RING = """() => {
  const at = document.activeElement;
  const width = (style) => (style.outlineStyle === "none" ? 0 : parseFloat(style.outlineWidth));
  return Math.max(width(getComputedStyle(at)), width(getComputedStyle(at, "::after")));
}"""


def test_a_menu_closes_with_escape_and_gives_the_focus_back(visit, anna):
    page = visit(anna)
    page.goto("/")
    menu = page.locator(".account-menu")
    menu.locator("summary").press("Enter")
    expect(menu.get_by_role("link", name="Einstellungen")).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    expect(menu.get_by_role("link", name="Einstellungen")).to_be_hidden()
    expect(menu.locator("summary")).to_be_focused()


def test_a_chosen_theme_comes_with_the_page_and_reaches_other_windows(visit):
    page = visit(color_scheme="light")
    page.goto("/")
    other = page.context.new_page()
    other.goto("/")
    page.get_by_role("button", name="Dunkel").click()
    expect(page.get_by_role("button", name="Dunkel")).to_have_attribute("aria-pressed", "true")
    expect(other.locator("html")).to_have_attribute("data-theme", "dark")
    assert 'data-theme="dark"' in page.request.get("/").text()
    page.get_by_role("button", name="Wie das Gerät").click()
    assert "data-theme" not in page.request.get("/").text()


def test_dark_and_light_differ_and_nothing_is_pure_black(visit):
    grounds = set()
    for theme in ("light", "dark"):
        page = visit(color_scheme=theme)
        page.goto("/")
        grounds.add(page.evaluate("getComputedStyle(document.body).backgroundColor"))
    assert len(grounds) == 2
    assert not grounds & {"rgb(0, 0, 0)", "oklch(0 0 0)"}


def test_nothing_moves_for_those_who_do_not_want_it(visit):
    page = visit(reduced_motion="reduce")
    page.goto("/konto/login/")
    assert page.evaluate(MOVING) == 0


def test_with_forced_colours_a_tick_can_still_be_seen(visit):
    page = visit(forced_colors="active")
    page.goto("/konto/signup/")
    box = page.get_by_role("checkbox").first
    before = box.screenshot()
    box.check()
    page.mouse.move(0, 0)
    page.evaluate("document.activeElement.blur()")
    assert box.screenshot() != before


def test_a_password_can_be_looked_at(visit):
    page = visit()
    page.goto("/konto/login/")
    box = page.get_by_label("Passwort", exact=True)
    box.fill("werkstatt")
    page.get_by_role("button", name="Zeigen").click()
    expect(box).to_have_attribute("type", "text")
    page.get_by_role("button", name="Verbergen").click()
    expect(box).to_have_attribute("type", "password")


def test_what_was_five_minutes_ago_grows_older_while_one_reads(visit, thread):
    page = visit()
    page.clock.install()
    page.goto(thread.get_absolute_url())
    moment = page.locator("#beitrag-1 time")
    expect(moment).to_have_text("gerade eben")
    page.clock.run_for("05:10")
    expect(moment).to_have_text("vor 5 Minuten")
    page.clock.run_for("01:00:00")
    expect(moment).to_have_text(re.compile(r"^(heute|gestern), \d\d:\d\d$"))


class TestEditor:
    """The text box's helpers."""

    @pytest.fixture
    def page(self, visit: Any, anna: Member, thread: Thread) -> Page:
        page = visit(anna)
        page.goto("/themen/neu/")
        return page

    @pytest.fixture
    def box(self, page: Page) -> Any:
        return page.get_by_label("Ihr Beitrag")

    def test_marks_are_set_around_the_selection(self, page, box):
        box.fill("wichtig")
        box.select_text()
        page.get_by_role("button", name="Fett").click()
        expect(box).to_have_value("**wichtig**")

    def test_people_are_offered_after_the_sign_for_it(self, page, box):
        """Even to those who typed faster than the line brought the helper."""
        MemberFactory(name="Fatma Yıldız")
        held: list[Route] = []
        page.route("**/text-expander-element/bundle*.js", lambda route: held.append(route))
        with page.expect_request("**/text-expander-element/bundle*.js"):
            page.reload()
        box.press_sequentially("Hallo @fatm")
        expect(page.locator(".suggestions")).to_have_count(0)
        held[0].continue_()
        expect(
            page.locator(".suggestions").get_by_role("option", name=re.compile("Fatma Yıldız"))
        ).to_be_visible()
        box.press("Enter")
        expect(box).to_have_value(re.compile(r"^Hallo @fatma-y\S+ $"))

    def test_nobody_is_offered_for_nonsense_and_enter_is_a_new_line(self, page, box):
        box.press_sequentially("Hallo @qqqq")
        page.wait_for_load_state("networkidle")
        expect(page.locator(".suggestions")).to_have_count(0)
        box.press("Enter")
        expect(box).to_have_value("Hallo @qqqq\n")

    def test_the_preview_shows_what_will_stand_there(self, page, box):
        box.fill("Das ist **wichtig**. <script>alert(1)</script>")
        page.get_by_role("button", name="Vorschau").click()
        expect(page.locator("[data-preview-target] strong")).to_have_text("wichtig")
        expect(box).to_be_hidden()
        page.get_by_role("button", name="Vorschau").click()
        expect(box).to_be_focused()
        expect(box).to_have_value("Das ist **wichtig**. <script>alert(1)</script>")

    def test_near_the_limit_it_counts(self, page, box):
        count = page.locator(".composer [data-count]")
        box.fill("x" * 17_000)
        expect(count).to_be_hidden()
        box.fill("x" * 19_000)
        expect(count).to_have_text("Noch 1.000 Zeichen")
        box.fill("x" * 20_003)
        expect(count).to_have_text("3 Zeichen zu viel")


def complaint(message: ConsoleMessage) -> list[str]:
    """An error in the console; the server of these tests has no WebSocket, which pages must bear."""
    serious = message.type == "error" and "WebSocket connection" not in message.text
    return [message.text] if serious else []


def barriers(page: Page, path: str = "") -> list[str]:
    """What axe complains about, one line per rule and page, once the page has come to rest."""
    if path:
        page.goto(path)
    page.wait_for_load_state("networkidle")
    found = Axe().run(page, options=RULES).response["violations"]
    return [f"{page.url} {rule['id']}: {rule['nodes'][0]['html'][:200]}" for rule in found]

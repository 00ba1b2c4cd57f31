"""Every page there is, in a real browser: no barrier that axe knows, in both themes, on desk and phone; nothing from
anywhere else; nothing that the content policy had to stop.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import Browser, Page

from forum.polls import actions as poll_actions
from forum.polls.consent import ConsentRule
from forum.reactions import actions as reaction_actions
from forum.summaries import actions as summary_actions
from tests.contracts.cast import Cast, build_cast
from tests.contracts.things import Row, rows
from tests.factories.forum import fresh_poll, make_poll, make_reply, make_thread
from tests.system.browser.watch import Watch

pytestmark = pytest.mark.django_db(transaction=True)

DESK = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
ALL_RULES = {"preload": False, "resultTypes": ["violations"], "runOnly": {"type": "tag", "values": TAGS}}
# What a second look at the same page can show: colours of the other theme, measures of the other width.
SHOWN = ["color-contrast", "link-in-text-block", "scrollable-region-focusable", "target-size"]
SHOWN_RULES = {**ALL_RULES, "runOnly": {"type": "rule", "values": SHOWN}}
# Two looks show both themes and both widths. The frame for the desk stands on every page; `test_frames` looks at it.
LOOKS = (("dark", PHONE, ALL_RULES), ("light", DESK, SHOWN_RULES))
EVERYTHING = (("dark", PHONE, ALL_RULES), ("light", DESK, ALL_RULES))
PARTS = 4  # of the visits, to be shared out among processes; each builds the cast anew
# Parts of pages, text and figures for machines.
NO_PAGES = {
    "answer_net_test",
    "count_notices",
    "download_record",
    "download_report",
    "export_bookmarks",
    "export_date",
    "export_transcript",
    "feed_field",
    "feed_search",
    "feed_tag",
    "feed_threads",
    "healthz",
    "hold_net_test",
    "list_events",
    "list_lines",
    "mfa_download_recovery_codes",
    "private_feed_field",
    "private_feed_search",
    "private_feed_tag",
    "private_feed_threads",
    "quote_post",
    "readyz",
    "robots",
    "security",
    "show_cards",
    "show_outline",
    "show_worker",
    "show_upload",
    "suggest_addressees",
    "suggest_hits",
    "suggest_members",
    "suggest_municipalities",
    "suggest_similar",
    "suggest_tags",
    "thread_changes",
}
# Whoever sees most of a page is shown it.
VIEWERS = ("head", "author", "lead", "member", "declined", "waiting", "visitor")
ALSO = {
    ("start", "-"): ("visitor", "waiting", "declined"),
    ("show_thread", "thread"): ("visitor", "author"),
    ("show_thread", "closed"): ("author",),
    ("show_member", "waiting"): ("waiting",),
    ("choose_notices", "-"): ("author",),
    ("mfa_index", "-"): ("member",),
    ("show_room", "table"): ("lead", "moderator"),
    ("show_room", "pair"): ("author",),
    ("show_room", "archive"): ("author",),
}


def _visits() -> Iterator[tuple[str, Row]]:
    """Each page once, with who opens it; some again with other eyes."""
    seen: set[str] = set()
    for row in rows():
        if row.method != "GET" or row.closed or row.name in NO_PAGES:
            continue
        for role in VIEWERS:
            if row.expected[role] == "ok" and row.name not in seen:
                seen.add(row.name)
                yield role, row
        yield from ((role, row) for role in ALSO.get((row.name, row.thing), ()))


VISITS = list(_visits())
WRONG = """() => {
  document.body.append(document.createElement("main"));
  document.body.insertAdjacentHTML("beforeend", "<img src='/static/img/favicon.svg'><p style='color: red'>!</p>");
}"""
RICH = """Wer kann @{handle} helfen? Siehe `Anlage` und <https://example.org>.

| | Anschaffung | Unterhaltung | Gesamtkosten | Zuwendungsanteil |
|---|--:|--:|--:|--:|
| Mitfahrbänke | 165.000 € | 39.000 € | 204.000 € | 102.000 € |

    eine Zeile, die so lang ist, dass sie auf einem Telefon auch in kleiner Schrift nirgends ganz zu lesen wäre
"""
ERRORS = {
    "/gibt-es-nicht/": ("visitor", 404),
    "/mitglieder/": ("waiting", 403),
    "/themen/?filter=nichts": ("visitor", 404),
    "/?seite=%00": ("visitor", 400),
}
FRAMES = ("visitor", "waiting", "member", "head")


@pytest.fixture
def watch(browser: Browser, live_server: Any) -> Iterator[Watch]:
    watch = Watch(browser, live_server.url)
    yield watch
    watch.close()


@pytest.fixture
def cast(live_server: Any) -> Cast:
    return build_cast()


def test_every_kind_of_page_is_visited() -> None:
    assert len({row.name for _role, row in VISITS}) > 50


@pytest.mark.slow("a quarter of all pages, each in two looks")
@pytest.mark.parametrize("part", range(PARTS))
def test_every_page(watch: Watch, cast: Cast, part: int) -> None:
    faults = {}
    for role, row in VISITS[part::PARTS]:
        page = _open(watch, cast, role, row.address(cast))
        if found := _faults(page) + watch.complaints:
            faults[f"{row} as {role}"] = found
    assert faults == {}


def test_frames(watch: Watch, cast: Cast) -> None:
    faults = {role: _faults(_open(watch, cast, role, "/"), looks=EVERYTHING) for role in FRAMES}
    assert faults == {role: [] for role in FRAMES}


def test_pages_about_errors(watch: Watch, cast: Cast) -> None:
    faults = {}
    for address, (role, status) in ERRORS.items():
        page = _open(watch, cast, role, address, status=status)
        told = f"status of {status}"
        faults[address] = _faults(page) + [line for line in watch.complaints if told not in line]
    assert faults == {address: [] for address in ERRORS}


def test_a_thread_with_everything_in_it(watch: Watch, cast: Cast) -> None:
    author, expert = cast.people["author"], cast.people["expert"]
    thread = make_thread(author, field=cast.public.field, text=RICH.format(handle=expert.handle))
    reply = make_reply(thread, expert)
    reaction_actions.react_to_post(author, reply, kind="danke")
    summary_actions.write_summary(expert, reply.thread, text=RICH.format(handle=author.handle))
    poll = make_poll(thread, question="Acht Bänke", consent=ConsentRule(2, 60, 30))
    poll_actions.vote(expert, poll, chosen=[poll.options.get(position=3).pk], reason="Der Winter kommt.")
    poll_actions.close_poll(author, fresh_poll(poll))
    poll_actions.state_outcome(author, fresh_poll(poll), text="Wir warten ab.")
    faults = {}
    for address in (thread.get_absolute_url(), reverse("state_outcome", args=[thread.pk])):
        if found := _faults(_open(watch, cast, "author", address)) + watch.complaints:
            faults[address] = found
    assert faults == {}


def test_dates_in_every_state(watch: Watch, cast: Cast) -> None:
    faults = {}
    for role, thread in (
        ("visitor", cast.public.dated),
        ("member", cast.public.dated),
        ("lead", cast.public.dated),
        ("author", cast.public.dated),
        ("visitor", cast.public.agreed),
        ("lead", cast.public.agreed),
    ):
        page = _open(watch, cast, role, thread.get_absolute_url())
        for names in page.locator(".dates__who summary").all():
            names.click()
        if found := _faults(page) + watch.complaints:
            faults[f"{thread} as {role}"] = found
    page = _open(watch, cast, "member", cast.public.dated.get_absolute_url())
    page.get_by_role("button", name="Antworten absenden").click()
    page.get_by_text("Bitte wählen Sie eine der drei Antworten.").first.wait_for()
    page.evaluate(Axe().axe_script)
    faults["answers that are missing"] = _faults(page)
    page = _open(watch, cast, "author", reverse("add_dates", args=[cast.public.question.pk]))
    page.get_by_role("button", name="Weiterer Termin").click()
    page.get_by_role("button", name="Termine veröffentlichen").click()
    page.get_by_text("Bitte nennen Sie 2 bis 10 Termine.").first.wait_for()
    page.evaluate(Axe().axe_script)
    faults["dates that are missing"] = _faults(page)
    assert {place: found for place, found in faults.items() if found} == {}


def test_the_office_has_its_header_in_one_row(watch: Watch, cast: Cast) -> None:
    page = _open(watch, cast, "head", "/moderation/")
    page.evaluate(
        "Object.assign(document.querySelector('[data-count]'), {hidden: false, textContent: '128'})"
    )
    rows = {}
    for width in (1248, 1366, 1920):
        page.set_viewport_size({"width": width, "height": 800})
        entries = page.locator(".site-nav--row li, .site-header__tools .tool:visible")
        middles = {
            round(box["y"] + box["height"] / 2) for entry in entries.all() if (box := entry.bounding_box())
        }
        rows[width] = len(middles)
    assert rows == {1248: 1, 1366: 1, 1920: 1}


def test_what_a_page_must_not_do_is_noticed(watch: Watch, cast: Cast) -> None:
    page = _open(watch, cast, "visitor", "/")
    page.evaluate(WRONG)
    faults = " ".join(_faults(page))
    assert "2 main" in faults
    assert "image-alt" in faults
    page.evaluate("new Image().src = 'http://127.0.0.2:9/'")
    page.wait_for_timeout(100)
    assert any("inline style" in complaint for complaint in watch.complaints)
    assert any("127.0.0.2" in complaint for complaint in watch.complaints)


def _open(watch: Watch, cast: Cast, role: str, address: str, *, status: int = 200) -> Page:
    watch.complaints.clear()
    page = watch.page(cast.sessions.get(role, ""), reduced_motion="reduce")
    page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": DESK["width"], "height": DESK["height"]})
    answer = page.goto(address)
    assert answer and answer.status == status, f"{address} as {role}: {answer and answer.status}"
    page.evaluate("document.fonts.ready.then(() => true)")
    page.evaluate(Axe().axe_script)
    return page


def _faults(page: Page, looks: Any = LOOKS) -> list[str]:
    """What is wrong with the page as it stands, in each of its looks."""
    counted = {part: page.locator(part).count() for part in ("h1", "main")}
    found = [f"{count} {part}" for part, count in counted.items() if count != 1]
    if not page.title().removesuffix(" – Demografiedialog"):
        found.append("no title")
    for theme, size, rules in looks:
        page.emulate_media(color_scheme="dark" if theme == "dark" else "light")
        page.set_viewport_size({"width": size["width"], "height": size["height"]})
        found += [f"{theme} {size['width']}: {line}" for line in _barriers(page, rules)]
        if page.evaluate("document.documentElement.scrollWidth") > size["width"]:
            found.append(f"{size['width']}: sticks out")
    return found


def _barriers(page: Page, rules: dict[str, Any]) -> list[str]:
    violations = page.evaluate("rules => axe.run(document, rules).then(found => found.violations)", rules)
    return [f"{rule['id']}: {node['html'][:200]}" for rule in violations for node in rule["nodes"][:3]]

"""Members find a date, in a real browser, with JavaScript and without: from the first row to the calendar."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, Page, expect

from community.people.models import Member
from forum.models import Poll, Thread
from tests.factories.forum import ActionFieldFactory, answer_dates, make_dates, make_thread
from tests.factories.people import MemberFactory
from tests.system.browser.visits import signed_in

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def anna() -> Member:
    return MemberFactory(name="Anna Weber")


@pytest.fixture
def thread(anna: Member) -> Thread:
    return make_thread(anna, field=ActionFieldFactory(public=True), title="Wann tagen wir?")


@pytest.fixture(params=[True, False], ids=["with JavaScript", "without JavaScript"])
def scripted(request: Any) -> bool:
    return bool(request.param)


@pytest.fixture
def context(scripted: bool, browser: Browser, browser_context_args: Any) -> Any:
    context = browser.new_context(**browser_context_args, java_script_enabled=scripted)
    yield context
    context.close()


def test_from_the_first_row_to_the_calendar(
    live_server: Any, context: BrowserContext, scripted: bool, thread: Thread, anna: Member
) -> None:
    address = live_server.url + thread.get_absolute_url()
    page = signed_in(context, live_server, anna)
    page.goto(address)
    _offer(page, scripted)
    context.clear_cookies()
    page = signed_in(context, live_server, MemberFactory(name="Bruno Krüger"))
    page.goto(address)
    _answer(page)
    context.clear_cookies()
    page = signed_in(context, live_server, anna)
    page.goto(address)
    _fix(page)
    context.clear_cookies()
    page.goto(address)
    expect(page.locator(".dates__fixed")).to_contain_text("09:00–10:30 Uhr")
    expect(page.get_by_text("Bruno Krüger")).to_have_count(0)


def _offer(page: Page, scripted: bool) -> None:
    page.get_by_role("link", name="Termin finden").click()
    page.get_by_label("Worum geht es?").fill("Tagung")
    page.get_by_label("Ort (freiwillig)").fill("Markt 1")
    for number, day in enumerate((7, 8, 9), start=1):
        _fill(page, number, day)
    page.get_by_role("button", name="Weiterer Termin").click()
    row = page.get_by_role("group", name="Termin 4")
    expect(row.get_by_label("Tag")).to_be_focused()
    expect(page.get_by_label("Worum geht es?")).to_have_value("Tagung")
    row.get_by_label("Tag").fill(_day(5))
    if scripted:
        expect(row.get_by_label("Beginnt um")).to_have_value("09:00")
        row.get_by_label("Endet um").fill("")
    row.get_by_label("Beginnt um").fill("09:00")
    row.get_by_label("Endet um").fill("08:00")
    page.get_by_role("button", name="Termine veröffentlichen").click()
    expect(row.get_by_text("Das Ende muss nach dem Beginn liegen.")).to_be_visible()
    row.get_by_label("Endet um").fill("11:00")
    page.get_by_role("button", name="Termine veröffentlichen").click()
    expect(page.locator(".dates")).to_contain_text("Terminfindung: Tagung")
    assert page.url.endswith("#umfrage")
    assert [
        timezone.localdate(option.starts_at).isoformat() for option in Poll.objects.get().options.all()
    ] == [
        _day(5),
        _day(7),
        _day(8),
        _day(9),
    ]


def _fill(page: Page, number: int, day: int) -> None:
    row = page.get_by_role("group", name=f"Termin {number}")
    row.get_by_label("Tag").fill(_day(day))
    row.get_by_label("Beginnt um").fill("09:00")
    row.get_by_label("Endet um").fill("10:30")


def _answer(page: Page) -> None:
    expect(page.locator(".dates")).to_contain_text("steht hier Ihr Name")
    dates = page.locator(".dates__choice")
    for number, word in enumerate(("passt nicht", "passt", "zur Not")):
        dates.nth(number).get_by_role("radio", name=word, exact=True).check(force=True)
    page.get_by_role("button", name="Antworten absenden").click()
    expect(page.get_by_text("Bitte wählen Sie eine der drei Antworten.")).to_have_count(1)
    expect(dates.nth(1).get_by_role("radio", name="passt", exact=True)).to_be_checked()
    dates.nth(3).get_by_role("radio", name="passt nicht").check(force=True)
    page.get_by_role("button", name="Antworten absenden").click()
    best = page.get_by_role("row", name=re.compile("passt am besten"))
    expect(best.get_by_role("cell")).to_have_text(["1", "0", "0"])
    page.locator(".dates__who summary").nth(1).click()
    expect(page.locator(".dates__who dd").nth(1)).to_contain_text("Bruno Krüger")


def _fix(page: Page) -> None:
    page.get_by_role("link", name="Termin festlegen").click()
    page.get_by_role("radio", name=re.compile("passt 1")).check(force=True)
    page.get_by_role("button", name="Termin festlegen").click()
    expect(page.locator(".dates__fixed")).to_contain_text("Der Termin steht fest:")
    with page.expect_download() as download:
        page.get_by_role("link", name="In den Kalender").click()
    words = Path(download.value.path()).read_text(encoding="utf-8")
    assert "SUMMARY:Tagung" in words and "LOCATION:Markt 1" in words


def _day(number: int) -> str:
    return (timezone.localdate() + timedelta(days=number)).isoformat()


@pytest.mark.parametrize("scripted", [True], indirect=True)
def test_what_others_answer_comes_by_itself_and_nothing_folds(
    live_server: Any, context: BrowserContext, thread: Thread, anna: Member
) -> None:
    """As a reload shows it; what was ticked and unfolded stays."""
    poll = make_dates(thread)
    answer_dates(poll, anna, "yes", "maybe", "no")
    page = signed_in(context, live_server, MemberFactory())
    page.goto(live_server.url + thread.get_absolute_url())
    page.locator(".dates__who summary").first.click()
    page.locator(".dates__choice").first.get_by_role("radio", name="zur Not").check(force=True)
    answer_dates(poll, MemberFactory(name="Bruno Krüger"), "yes", "no", "no")
    page.evaluate("document.querySelector('live-thread').catchUp()")
    expect(page.locator(".dates__who dd").first).to_contain_text("Bruno Krüger")
    expect(page.locator(".dates__who dd").first).to_be_visible()
    expect(page.locator(".dates__choice").first.get_by_role("radio", name="zur Not")).to_be_checked()

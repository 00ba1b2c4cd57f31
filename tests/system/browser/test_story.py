"""What members do together with a thread, in a real browser, with JavaScript and without: one story from the question
to its outcome."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, Page, expect

from community.people.models import Member
from community.uploads.bundle import Bundle
from forum.models import Ballot, Post, Reaction, ScheduledPost, Summary, Thread
from forum.scheduling import actions as scheduling_actions
from tests.factories.forum import ActionFieldFactory, make_reply, make_thread
from tests.factories.people import MemberFactory
from tests.factories.uploads import make_upload
from tests.system.browser.visits import signed_in

pytestmark = [pytest.mark.everywhere, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def anna() -> Member:
    return MemberFactory(name="Anna Weber")


@pytest.fixture
def bruno() -> Member:
    return MemberFactory(name="Bruno Krüger")


@pytest.fixture
def thread(anna: Member, bruno: Member) -> Thread:
    thread = make_thread(anna, field=ActionFieldFactory(public=True), title="Wo tagen wir?")
    make_reply(thread, bruno, text="In Spelle gibt es einen Saal.")
    plan = Bundle((make_upload(bruno, name="saalplan.png"),))
    make_reply(thread, bruno, text="Und hier ist der Plan der Mehrzweckhalle.", files=plan)
    return thread


@pytest.fixture(params=[True, False], ids=["with JavaScript", "without JavaScript"])
def context(request: Any, browser: Browser, browser_context_args: Any) -> Any:
    context = browser.new_context(**browser_context_args, java_script_enabled=request.param)
    yield context
    context.close()


def test_from_the_question_to_the_outcome(
    live_server: Any, context: BrowserContext, thread: Thread, anna: Member, bruno: Member
) -> None:
    page = signed_in(context, live_server, anna)
    address = live_server.url + thread.get_absolute_url()
    page.goto(address)
    _react(page, bruno, anna)
    _ask_for_consent(page)
    _plan(page, anna)
    page.goto(address)
    _sum_up(page, thread)
    context.clear_cookies()
    page = signed_in(context, live_server, bruno)
    page.goto(address)
    _object(page)
    expect(page.locator("#zusammenfassung")).to_contain_text("Wir tagen in Spelle.")
    ScheduledPost.objects.update(due_at=timezone.now() - timedelta(minutes=1))
    assert scheduling_actions.publish_due_posts() == 1
    page.goto(address)
    expect(page.locator("#beitrag-4")).to_contain_text("Bis Freitag bitte.")


def _react(page: Page, author: Member, member: Member) -> None:
    post = page.locator("#beitrag-2")
    post.locator(".post__react summary").click()
    post.get_by_role("button", name="Machen wir auch").first.click()
    expect(post.get_by_role("button", name="Machen wir auch 1")).to_have_attribute("aria-pressed", "true")
    assert Reaction.objects.get().member == member
    post.get_by_role("link", name=re.compile("^Wer")).click()
    expect(page.get_by_text("Anna Weber").last).to_be_visible()
    if not page.url.endswith("/reaktionen/"):
        return
    page.get_by_role("link", name="Zurück zum Beitrag").click()


def _ask_for_consent(page: Page) -> None:
    page.get_by_role("link", name="Konsent einholen").click()
    page.get_by_label("Vorschlag").fill("Wir tagen in Spelle.")
    page.get_by_label("Mindestens so viele Stimmen").fill("1")
    page.get_by_role("button", name="Vorschlag veröffentlichen").click()
    expect(page.locator(".poll")).to_contain_text("mindestens 70 % Zustimmung")


def _plan(page: Page, author: Member) -> None:
    page.get_by_role("link", name="Für später planen").click()
    page.get_by_label("Ihr Beitrag").fill("Bis Freitag bitte.")
    page.get_by_label("Tag", exact=True).fill((timezone.localdate() + timedelta(days=2)).isoformat())
    page.get_by_label("Uhrzeit").fill("08:30")
    page.get_by_role("button", name="Planen").click()
    expect(page.get_by_role("heading", name="Noch geplant")).to_be_visible()
    assert ScheduledPost.objects.get().author == author


def _sum_up(page: Page, thread: Thread) -> None:
    page.get_by_role("link", name="Ergebnis zusammenfassen").click()
    page.get_by_label("Zusammenfassung").fill("Wir tagen in **Spelle**.")
    page.get_by_role("button", name="Speichern").click()
    expect(page.locator("#zusammenfassung strong")).to_have_text("Spelle")
    assert Summary.objects.get().thread == thread


def _object(page: Page) -> None:
    page.get_by_role("radio", name="Schwerer Einwand").check(force=True)
    page.get_by_role("button", name="Abstimmen").click()
    expect(page.get_by_text("was dagegen spricht").first).to_be_visible()
    page.get_by_label(re.compile("Was spricht dagegen")).fill("Der Saal ist belegt.")
    page.get_by_role("button", name="Abstimmen").click()
    expect(page.locator(".poll__reasons")).to_contain_text("Der Saal ist belegt. Bruno Krüger")
    expect(page.locator(".poll__consent")).to_contain_text("nicht angenommen")
    assert Ballot.objects.get().reason == "Der Saal ist belegt."


def test_a_thread_is_split_with_its_files(
    live_server: Any, context: BrowserContext, thread: Thread, settings: Any
) -> None:
    settings.OFFICE_SECOND_FACTOR = False
    page = signed_in(context, live_server, MemberFactory(office=True))
    page.goto(f"{live_server.url}/themen/{thread.pk}/teilen/")
    page.get_by_role("checkbox", name=re.compile("^#3")).check()
    page.get_by_label("Titel").first.fill("Die Mehrzweckhalle")
    page.get_by_label("Begründung").fill("Eine eigene Frage")
    page.get_by_role("button", name="Vorschau").click()
    expect(page.get_by_role("heading", name="So würde es aussehen")).to_be_visible()
    page.get_by_role("button", name="So ausführen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Die Mehrzweckhalle")
    expect(page.locator("#beitrag-1 .attachments img")).to_be_visible()
    moved = Post.objects.get(thread__title="Die Mehrzweckhalle")
    assert moved.attachments.count() == 1 and Post.objects.in_thread(thread).count() == 2

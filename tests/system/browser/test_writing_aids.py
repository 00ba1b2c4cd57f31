"""What helps while reading and writing: keys, known tags, outlines. None of it is in the way of who types."""

from __future__ import annotations

import pytest
from playwright.sync_api import BrowserContext, expect

from community.people.models import Member
from forum.models import Tag, Thread
from forum.outlines import actions as outline_actions
from forum.vocabulary import actions as vocabulary_actions
from tests.factories.forum import ActionFieldFactory, make_reply, make_thread
from tests.factories.people import MemberFactory
from tests.system.browser.visits import signed_in

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def anna() -> Member:
    return MemberFactory(name="Anna Weber")


def test_keys_lead_through_a_thread_and_leave_writers_alone(
    live_server, context: BrowserContext, anna: Member
):
    thread = make_thread(anna, field=ActionFieldFactory(public=True), title="Wer noch?")
    for number in range(2):
        make_reply(thread, MemberFactory(), text=f"Antwort {number}")
    page = signed_in(context, live_server, anna)
    page.goto(live_server.url + thread.get_absolute_url())
    page.locator("forum-shortcuts [data-open]").wait_for()
    for key, number in (("j", 1), ("j", 2), ("j", 3), ("j", 3), ("k", 2)):
        page.keyboard.press(key)
        expect(page.locator(f"#beitrag-{number}")).to_be_focused()
    page.keyboard.press("r")
    box = page.get_by_role("textbox", name="Ihre Antwort")
    expect(box).to_be_focused()
    expect(page.locator("[data-answered]")).to_contain_text("#2")
    page.keyboard.type("jkrq/?")
    expect(box).to_have_value("jkrq/?")
    expect(page.locator("forum-shortcuts dialog")).to_be_hidden()
    page.locator("#beitrag-1").focus()
    page.keyboard.press("?")
    page.get_by_label("Tastenkürzel in diesem Browser benutzen").uncheck()
    page.keyboard.press("Escape")
    page.reload()
    page.locator("forum-shortcuts [data-open]").wait_for()
    page.locator("#beitrag-1").focus()
    page.keyboard.press("j")
    expect(page.locator("#beitrag-1")).to_be_focused()


def test_known_tags_are_offered_and_an_outline_never_overwrites(
    live_server, context: BrowserContext, anna: Member, settings
):
    settings.OFFICE_SECOND_FACTOR = False
    officer = MemberFactory(office=True)
    childcare = vocabulary_actions.add_tag(officer, name="Kinderbetreuung", reason="Kommt oft vor")
    vocabulary_actions.add_tag(officer, name="Kita", reason="Sagen alle", main=childcare)
    plain, outlined = ActionFieldFactory(public=True), ActionFieldFactory(public=True)
    outline_actions.write_outline(officer, outlined, text="Worum geht es?")
    page = signed_in(context, live_server, anna)
    page.goto(f"{live_server.url}/themen/neu/")
    field, box = page.get_by_label("Handlungsfeld"), page.get_by_role("textbox", name="Ihr Beitrag")
    field.select_option(outlined.slug)
    expect(box).to_have_value("Worum geht es?\n")
    field.select_option(plain.slug)
    expect(box).to_have_value("")
    box.fill("Meine Worte.")
    field.select_option(outlined.slug)
    page.get_by_role("button", name="Gliederung dieses Handlungsfelds anfügen").click()
    expect(box).to_have_value("Meine Worte.\n\nWorum geht es?")
    page.get_by_label("Titel").fill("Wer hat Plätze?")
    tags = page.get_by_role("combobox", name="Stichwörter")
    tags.press_sequentially("Bus, kit")
    page.get_by_role("option", name="Kinderbetreuung").wait_for()
    tags.press("ArrowDown")
    tags.press("Enter")
    expect(tags).to_have_value("Bus, Kinderbetreuung, ")
    page.get_by_role("button", name="Veröffentlichen").click()
    expect(page.get_by_role("link", name="Kinderbetreuung")).to_be_visible()
    assert set(Thread.objects.get().tags.all()) == set(Tag.objects.filter(main=None))

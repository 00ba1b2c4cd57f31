"""The main job in a real browser: one asks, others answer; with JavaScript and without."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from community.people.models import Member
from forum.models import Draft, Post, Thread
from tests.factories.forum import ActionFieldFactory, make_reply, make_thread
from tests.factories.people import MemberFactory
from tests.system.browser.visits import signed_in

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def anna() -> Member:
    return MemberFactory(name="Anna Weber")


@pytest.fixture
def greta() -> Member:
    return MemberFactory(name="Greta Lindner")


@pytest.fixture
def thread(anna: Member) -> Thread:
    field = ActionFieldFactory(public=True, name="Generationen und Begegnung")
    thread = make_thread(
        anna, field=field, title="Wie kommen Jung und Alt an einen Tisch?", text="Was hilft?"
    )
    make_reply(thread, MemberFactory(name="Fatma Yıldız"), text="Eine gemeinsame Aufgabe hilft.")
    make_reply(thread, MemberFactory(name="Bruno Krüger"), text="Mopeds reparieren!")
    return thread


@pytest.fixture(params=[True, False], ids=["with JavaScript", "without JavaScript"])
def context(request, browser: Browser, browser_context_args) -> BrowserContext:
    context = browser.new_context(**browser_context_args, java_script_enabled=request.param)
    yield context
    context.close()


def test_greta_reads_and_answers(live_server, context, thread, greta):
    page = signed_in(context, live_server, greta)
    page.goto(live_server.url + thread.get_absolute_url())
    expect(page.get_by_role("heading", level=1)).to_have_text(thread.title)
    expect(page.locator("article.post")).to_have_count(3)
    page.get_by_role("textbox", name="Ihre Antwort").fill("Wir haben einen **Chor** gegründet.")
    page.get_by_role("button", name="Antworten", exact=True).click()
    mine = page.locator("#beitrag-4")
    expect(mine.locator("strong", has_text="Chor")).to_be_visible()
    expect(mine).to_contain_text("Greta Lindner")
    expect(page.get_by_role("textbox", name="Ihre Antwort")).to_have_value("")
    assert Post.objects.in_thread(thread).count() == 4


def test_answering_one_post_shows_what_is_answered(live_server, context, thread, greta):
    page = signed_in(context, live_server, greta)
    page.goto(live_server.url + thread.get_absolute_url())
    page.locator("#beitrag-3").get_by_role("link", name=re.compile("^Antworten")).click()
    expect(page.locator("[data-answered]")).to_contain_text("Antwort auf #3 von Bruno Krüger")
    page.get_by_role("textbox", name="Ihre Antwort").fill("Welche Mopeds?")
    page.get_by_role("button", name="Antworten", exact=True).click()
    expect(page.locator("#beitrag-4")).to_contain_text("Antwort auf #3 von Bruno Krüger")
    assert Post.objects.get(thread=thread, number=4).reply_to.number == 3


def test_quoting_a_whole_post(live_server, context, thread, greta):
    page = signed_in(context, live_server, greta)
    page.goto(live_server.url + thread.get_absolute_url())
    page.locator("#beitrag-2").get_by_role("link", name="Zitieren").click()
    box = page.get_by_role("textbox", name="Ihre Antwort")
    expect(box).to_have_value(re.compile(r"> \*\*\[Fatma Yıldız schrieb\]\(/beitraege/\d+/\):\*\*"))
    expect(box).to_have_value(re.compile("> Eine gemeinsame Aufgabe hilft."))


def test_a_mistake_is_said_and_the_text_stays(live_server, context, thread, greta):
    page = signed_in(context, live_server, greta)
    page.goto(live_server.url + thread.get_absolute_url())
    page.get_by_role("textbox", name="Ihre Antwort").fill("x" * 20_005)
    page.get_by_role("button", name="Antworten", exact=True).click()
    expect(page.get_by_text(re.compile("Der Text ist um 5 Zeichen zu lang")).last).to_be_visible()
    expect(page.get_by_role("textbox", name="Ihre Antwort")).to_have_value("x" * 20_005)


def test_context_unfolds(live_server, context, thread, greta):
    make_reply(thread, greta, text="Genau so war es bei uns.", reply_to=2)
    page = signed_in(context, live_server, greta)
    page.goto(live_server.url + thread.get_absolute_url())
    page.locator("#beitrag-4").get_by_role("link", name="Beitrag 2 hier aufklappen").click()
    expect(page.get_by_text("Eine gemeinsame Aufgabe hilft.").last).to_be_visible()


class TestWithJavaScript:
    """What only scripts can do: keep words, tell devices apart, quote a selection."""

    @pytest.fixture
    def page(self, browser: Browser, browser_context_args, live_server, greta) -> Page:
        context = browser.new_context(**browser_context_args)
        yield signed_in(context, live_server, greta)
        context.close()

    def test_words_come_back_after_the_browser_was_closed(self, live_server, page, thread, greta):
        page.goto(live_server.url + thread.get_absolute_url())
        page.get_by_role("textbox", name="Ihre Antwort").press_sequentially("Halb fertig")
        expect(page.locator("[data-draft-note]")).to_have_text("Entwurf gesichert.")
        assert Draft.objects.get(member=greta).text == "Halb fertig"
        page.reload()
        expect(page.get_by_role("textbox", name="Ihre Antwort")).to_have_value("Halb fertig")

    def test_words_survive_the_end_of_the_session(self, live_server, page, thread):
        page.goto(live_server.url + thread.get_absolute_url())
        page.context.clear_cookies(name="sessionid")
        page.get_by_role("textbox", name="Ihre Antwort").fill("Nicht verlieren!")
        page.get_by_role("button", name="Antworten", exact=True).click()
        expect(page).to_have_url(re.compile("/konto/login/"))

    def test_another_device_is_told(self, live_server, page, thread, greta):
        page.goto(live_server.url + thread.get_absolute_url())
        Draft.objects.create(
            member=greta, place=f"thread:{thread.pk}", text="Vom Tablet", version=3, device="tablet"
        )
        page.get_by_role("textbox", name="Ihre Antwort").press_sequentially("Vom Rechner")
        note = page.locator("[data-draft-note]")
        expect(note).to_contain_text("Auf einem anderen Gerät")
        expect(page.get_by_role("textbox", name="Ihre Antwort")).to_have_value("Vom Rechner")
        note.get_by_role("button", name="Text des anderen Geräts übernehmen").click()
        expect(page.get_by_role("textbox", name="Ihre Antwort")).to_have_value("Vom Tablet")

    def test_a_selection_is_quoted_alone(self, live_server, page, thread):
        page.goto(live_server.url + thread.get_absolute_url())
        page.evaluate(
            """() => {
                const words = document.querySelector("#beitrag-2 [data-quotable] p").firstChild;
                const range = document.createRange();
                range.setStart(words, 0); range.setEnd(words, 23);
                getSelection().removeAllRanges(); getSelection().addRange(range);
            }"""
        )
        page.locator("#beitrag-2").get_by_role("link", name="Zitieren").click()
        expect(page.get_by_role("textbox", name="Ihre Antwort")).to_have_value(
            re.compile("> Eine gemeinsame Aufgabe\n")
        )

    def test_what_others_wrote_meanwhile_comes_with_the_own_post(self, live_server, page, thread, anna):
        page.goto(live_server.url + thread.get_absolute_url())
        make_reply(thread, anna, text="Kam dazwischen")
        page.get_by_role("textbox", name="Ihre Antwort").fill("Und ich auch")
        page.get_by_role("button", name="Antworten", exact=True).click()
        expect(page.locator("#beitrag-4")).to_contain_text("Kam dazwischen")
        expect(page.locator("#beitrag-5")).to_contain_text("Und ich auch")

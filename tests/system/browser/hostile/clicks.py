"""What only comes about when somebody clicks or types: what scripts put on the page, and forms that come back."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from forum.models import Closure, Thread
from tests.contracts.cast import Cast
from tests.system.browser.hostile.doings import Doings
from tests.system.browser.hostile.words import MARK, SHORTEST

Click = Callable[[Page, Cast, Doings], None]


def unfold_everything(page: Page, cast: Cast, done: Doings) -> None:
    """Replies, contexts and who has reacted."""
    page.goto(f"{cast.public.question.get_absolute_url()}?ansicht=reihe")
    page.evaluate("document.querySelectorAll('.post [hx-get]').forEach((link) => link.click())")
    for end in ("oben", "unten", "wer"):
        expect(page.locator(f".post__unfolded[id$={end}]:not(:empty)").first).to_be_visible()


def rehearse_a_split(page: Page, cast: Cast, done: Doings) -> None:
    page.goto(f"/themen/{cast.public.question.pk}/teilen/")
    page.locator("input[name=posts]").nth(1).check()
    page.locator("input[name=aim]").first.check()
    page.locator("input[name=title]").fill(SHORTEST)
    page.locator("[name=reason]").fill(SHORTEST)
    page.get_by_role("button", name="Vorschau").click()
    expect(page.locator("#ergebnis")).to_be_visible()


def vote_for_nothing(page: Page, cast: Cast, done: Doings) -> None:
    page.goto(cast.public.unanswered.get_absolute_url())
    page.locator(".poll__form button[type=submit]").first.click()
    expect(page.locator(".poll__form")).to_be_visible()


def answer_too_late(page: Page, cast: Cast, done: Doings) -> None:
    """The thread is closed while somebody writes; the words come back to be copied."""
    thread = cast.public.unanswered
    page.goto(thread.get_absolute_url())
    page.locator("#antworten textarea[name=text]").fill(SHORTEST)
    Closure.objects.create(thread=thread, closed_by=cast.people["moderator"], reason=SHORTEST)
    Thread.objects.filter(pk=thread.pk).update(is_closed=True)
    page.evaluate("document.querySelector('#antworten textarea').form.submit()")
    expect(page.locator("textarea[readonly]")).to_have_value(SHORTEST)


def hand_in_a_file(page: Page, cast: Cast, done: Doings) -> None:
    """Scripts show its name at once, and the server why it is refused."""
    page.goto("/themen/neu/")
    file = {"name": f"{SHORTEST}.exe", "mimeType": "text/plain", "buffer": b"MZ"}
    page.locator("input[type=file]").set_input_files([file])
    page.get_by_label("Titel").first.fill(SHORTEST)
    page.get_by_role("button", name="Veröffentlichen").click()
    expect(page.locator("main")).to_contain_text(".exe")


def type_in_boxes(page: Page, cast: Cast, done: Doings) -> None:
    """What is suggested while people type: tags, threads like this one, anything at all."""
    page.goto("/themen/neu/")
    page.locator("tag-picker input").press_sequentially("ehren")
    expect(page.locator("tag-picker [role=option]").first).to_be_visible()
    page.locator("input[name=title]").press_sequentially(f"{MARK} {MARK}")
    expect(page.locator("similar-things a").first).to_be_visible()
    page.locator(".search-menu summary").click()
    page.locator("#kopf-suche").press_sequentially(MARK)
    expect(page.locator("search-suggest a").first).to_be_visible()


def ask_somebody(page: Page, cast: Cast, done: Doings) -> None:
    """What was done is told with the name of the person it was done to."""
    page.goto(f"/moderation/freigaben/{cast.people['waiting'].pk}/")
    page.get_by_role("button", name="Aufnehmen").first.click()
    expect(page.get_by_text("ist aufgenommen")).to_be_visible()


CLICKS: dict[Click, str] = {
    unfold_everything: "lead",
    rehearse_a_split: "head",
    vote_for_nothing: "member",
    hand_in_a_file: "member",
    type_in_boxes: "author",
    ask_somebody: "head",
    answer_too_late: "expert",
}

"""Who is mentioned by a text, and what only looks like it."""

from __future__ import annotations

import pytest

from community.text import Mention, Rendered, render
from community.text.linking import MENTION_LIMIT

CAST = {
    "anna-weber": Mention("Anna Weber", "/mitglieder/1/"),
    "bruno": Mention("Bruno Krüger", "/mitglieder/2/"),
    "fatma2": Mention("Fatma Yıldız", "/mitglieder/3/"),
}
ANNA = '<a class="mention" href="/mitglieder/1/">@Anna Weber</a>'
BRUNO = '<a class="mention" href="/mitglieder/2/">@Bruno Krüger</a>'


class Resolver:
    """The cast by handle; remembers what it was asked."""

    def __init__(self) -> None:
        self.calls: list[set[str]] = []

    def __call__(self, handles: set[str]) -> dict[str, Mention]:
        self.calls.append(handles)
        return {handle: CAST[handle] for handle in handles if handle in CAST}


def rendered(source: str) -> Rendered:
    return render(source, resolve_mentions=Resolver())


@pytest.mark.parametrize(
    "source",
    [
        "Danke @anna-weber!",
        "@anna-weber",
        "(@anna-weber)",
        "„@anna-weber“",
        "@anna-weber, @anna-weber: ja.",
        "**@anna-weber**",
        "*Danke*, @anna-weber’s Idee",
        "- @anna-weber",
        "# @anna-weber",
        "|a|b|\n|-|-|\n|@anna-weber|c|",
        "a\n@anna-weber\nb",
        "&@anna-weber <@anna-weber>",
        "Fragen Sie @anna-weber.",
        "@anna-weber – danke",
    ],
)
def test_a_handle_becomes_a_link_to_the_person(source: str):
    result = rendered(source)
    assert result.html.count(ANNA) == source.count("@anna-weber")
    assert result.mentions == ("anna-weber",)
    assert result.links == ()
    assert "@Anna Weber" in result.excerpt


@pytest.mark.parametrize(
    "source",
    [
        "post@anna-weber",
        "anna@bruno.de",
        "@bruno.de",
        "@bruno@example.social",
        "@@bruno",
        "x/@bruno",
        "https://example.social/@bruno",
        "[x](https://example.social/@bruno)",
        "[@bruno](/x)",
        "`@bruno`",
        "```\n@bruno\n```",
        "@bruno-",
        "@-bruno",
        "@bruno--x",
        "@bruno_x",
        "@brunoß",
        "@Bruno",
        "a**b**@bruno",
        "@ bruno",
        "@",
    ],
)
def test_what_only_looks_like_a_mention_stays_text(source: str):
    result = rendered(source)
    assert "mention" not in result.html
    assert result.mentions == ()


def test_who_is_not_known_stays_as_typed():
    assert rendered("@niemand und @bruno").html == f"<p>@niemand und {BRUNO}</p>"


def test_the_resolver_is_asked_once_and_for_everyone():
    resolver = Resolver()
    source = "@bruno @anna-weber\n\n> @fatma2\n\n- @bruno `@code` [@link](/x) a@mail.de @niemand"
    result = render(source, resolve_mentions=resolver)
    assert resolver.calls == [{"bruno", "anna-weber", "fatma2", "niemand"}]
    assert result.mentions == ("bruno", "anna-weber")


@pytest.mark.parametrize("source", ["Niemand hier", "`@bruno`", "a@b.de"])
def test_without_a_handle_the_resolver_is_not_asked(source: str):
    resolver = Resolver()
    render(source, resolve_mentions=resolver)
    assert resolver.calls == []


def test_without_a_resolver_there_are_no_mentions():
    assert render("@bruno").html == "<p>@bruno</p>"


def test_who_is_mentioned_in_a_quote_only_is_linked_but_not_reported():
    result = rendered("> Danke @anna-weber\n\n@bruno: ja, > @fatma2")
    assert ANNA in result.html
    assert result.mentions == ("bruno", "fatma2")
    assert rendered("> @bruno\n\n@bruno").mentions == ("bruno",)


def test_a_text_cannot_ask_for_everyone():
    resolver = Resolver()
    render(" ".join(f"@m-{n}" for n in range(3 * MENTION_LIMIT)), resolve_mentions=resolver)
    assert [len(handles) for handles in resolver.calls] == [MENTION_LIMIT]


def test_a_name_is_shown_as_it_is():
    name = "A & <b> \"c\" &amp; 'd' `e` *f*"
    html = render("@x", resolve_mentions=lambda _: {"x": Mention(name, "/m/")}).html
    assert html == '<p><a class="mention" href="/m/">@A &amp; &lt;b&gt; "c" &amp;amp; \'d\' `e` *f*</a></p>'

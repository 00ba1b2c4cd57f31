"""A quote names its source and takes in the whole text, whatever is in it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from community.text import clean_source, quote, render

from .inert import liveliness

URL = "/beitraege/7/"


def test_the_markdown_is_what_a_person_would_write():
    assert quote("Eins\n\nZwei", label="Anna Weber", url=URL) == (
        "> **[Anna Weber](/beitraege/7/):**\n>\n> Eins\n>\n> Zwei\n\n"
    )


@pytest.mark.parametrize(
    "text",
    [
        "Eins",
        "Eins\n\nZwei\n\n\nDrei",
        "- a\n  - b\n\nEnde",
        "> Ein Zitat im Zitat\n\nAntwort darauf",
        "```\ncode\n\n> - #\n```\nEnde",
        "```\noffen",
        "|a|b|\n|-|-|\n|c|d|",
        "# Titel\nText",
        "***\n---",
        "    eingerückt",
        "",
    ],
)
def test_everything_stays_inside_and_the_answer_outside(text: str):
    rendered = render(quote(text, label="Anna", url=URL) + "Antwort")
    assert rendered.html.startswith(f'<blockquote>\n<p><strong><a href="{URL}">Anna</a>:</strong></p>')
    assert rendered.html.endswith("</blockquote>\n<p>Antwort</p>")
    assert rendered.links == (URL,)
    assert rendered.excerpt == "Antwort"


@pytest.mark.parametrize(
    "label", ["A [b](/c) d", "**A**", "`A`", "A] (b", "<b>A</b>", "_A_ #1 @b", "A\nB", "A | B\\", ""]
)
def test_a_label_is_shown_as_it_is(label: str):
    html = render(quote("x", label=label, url=URL)).html
    shown = " ".join(label.split()).replace("<", "&lt;").replace(">", "&gt;") or URL
    assert f'<strong><a href="{URL}">{shown}</a>:</strong>' in html


@pytest.mark.parametrize(
    "url, href", [("/a(b)c/", "/a%28b%29c/"), ("/a b/", "/a%20b/"), ("/x/?a=1&b=2#c", "/x/?a=1&amp;b=2#c")]
)
def test_an_address_with_signs_still_leads_there(url: str, href: str):
    assert f'<a href="{href}">Anna</a>' in render(quote("x", label="Anna", url=url)).html


def test_a_quote_of_a_quote_of_a_quote_ends_somewhere():
    text = "Anfang"
    for n in range(12):
        text = quote(text, label=f"Anna {n}", url=f"/beitraege/{n}/") + f"Antwort {n}"
    rendered = render(text)
    assert "Anfang" in rendered.html
    assert rendered.html.count("<blockquote>") == 5
    assert rendered.links == tuple(f"/beitraege/{n}/" for n in reversed(range(12)))


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="ab \n>-*`|#[]()~_1.", max_size=80))
def test_no_text_breaks_out_of_its_quote(text: str):
    source = quote(text, label="Anna", url=URL)
    rendered = render(clean_source(source + "Antwort"))
    assert liveliness(rendered.html) == []
    assert rendered.html.startswith("<blockquote>") and rendered.html.endswith(
        "</blockquote>\n<p>Antwort</p>"
    )

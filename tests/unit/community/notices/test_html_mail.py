"""HTML of mail programmes becomes words, whatever is wrong with it, and never more work than its length is worth."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from community.notices import html_mail
from community.notices.html_mail import MOST_TAGS, words_of

UNSEEN = (
    "<head><title>Betreff</title><style>p {color: red}</style></head><!-- unsichtbar --><script>x()</script>"
)


def lines(html: str) -> list[str]:
    return [line.strip() for line in words_of(html).split("\n") if line.strip()]


@pytest.mark.parametrize(
    ("html", "said"),
    [
        ("<p>Ja, gern.</p><p>Bis dann</p>", ["Ja, gern.", "Bis dann"]),
        ("Erste<br>Zweite<br/>Dritte", ["Erste", "Zweite", "Dritte"]),
        (f"{UNSEEN}<div>Wort</div>", ["Wort"]),
        ("<div>Ja</div><blockquote class=gmail_quote>Frage</blockquote><p>Fuß</p>", ["Ja"]),
        ("<p>Ja<p>Nein", ["Ja", "Nein"]),
        ("<p>Unter 5 &lt; 10 &amp; 3 &gt; 2</p>", ["Unter 5 < 10 & 3 > 2"]),
        ("<p>Wenn a < b ist, gilt es.</p><p>Gut.</p>", ["Wenn a < b ist, gilt es.", "Gut."]),
        ("<p>&lt;b&gt;kein Tag&lt;/b&gt;</p>", ["<b>kein Tag</b>"]),
        ('<p title="a > b">Wort</p>', ["Wort"]),
        ("<ul><li>eins</li><li>zwei</li></ul>", ["eins", "zwei"]),
        ("<table><tr><td>links</td></tr><tr><td>rechts</td></tr></table>", ["links", "rechts"]),
        ('<p class="MsoNormal">Guten Tag<o:p></o:p></p>', ["Guten Tag"]),
        ("Ja <!-- nie geschlossen", ["Ja"]),
        ("Ja <b", ["Ja"]),
        ("", []),
    ],
)
def test_the_words_above_the_quote(html: str, said: list[str]) -> None:
    assert lines(html) == said


@pytest.mark.parametrize("piece", ["<", "<a ", "<!--", "<div>", '<a b="', "<style ", "<p>", "</a "])
def test_no_more_tags_are_read_than_the_bound(monkeypatch: Any, piece: str) -> None:
    """What the parser is given is counted; above that it would take time with the square."""
    given: list[str] = []
    real = html_mail._PARSER

    def clean(html: str) -> str:
        given.append(html)
        return real.clean(html)

    monkeypatch.setattr(html_mail, "_PARSER", SimpleNamespace(clean=clean))
    said = words_of("<p>Ja, gern.</p>" + piece * 60_000)
    assert said.strip().startswith("Ja, gern.")
    assert [html.count("<") <= MOST_TAGS for html in given] == [True]

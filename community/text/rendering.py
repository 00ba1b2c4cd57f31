"""From source to what is stored beside it: HTML, mentions, internal links, excerpt."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape, unescape

from . import budget, grammar, linking, sanitising
from .gate import POST_LIMIT, scrub
from .linking import Resolver

# Raised whenever the same source would come out differently, so that stored HTML can be rendered anew.
RENDERER_VERSION = 2
EXCERPT_LENGTH = 200

_FENCE = re.compile(r'<pre class="fence">(\d+)</pre>')
_PARAGRAPHS = re.compile(r"\n{2,}")
_PIECE = re.compile(r"<(/?)([a-z0-9]+)[^>]*+>|([^<]++)")
_TAGS = re.compile(r"</?([a-z0-9]+)[^>]*+>|([^<]++)")
_IN_LINE = frozenset({"a", "code", "del", "em", "span", "strong"})


@dataclass(frozen=True)
class Rendered:
    """A text as it is shown.

    html: safe by itself, to be marked safe without further ado.
    mentions: handles the resolver knew, in order, without those that only stand in a quote.
    links: internal addresses linked to ("/beitraege/7/"), in order, each once; mentions are not among them.
    excerpt: about EXCERPT_LENGTH characters of plain text, without quotes where there is other text.
    version: RENDERER_VERSION.
    """

    html: str
    mentions: tuple[str, ...]
    links: tuple[str, ...]
    excerpt: str
    version: int


def render(source: str, *, resolve_mentions: Resolver | None = None, limit: int = POST_LIMIT) -> Rendered:
    """The Markdown `source` as safe HTML, in bounded time for every input.

    `resolve_mentions` gets all handles of the text outside of code and is called at most once; it answers
    with those it knows. Raises `ValidationError` like clean_source, but takes an empty text.
    """
    text = scrub(source, limit=limit)
    try:
        marked_up, codes = grammar.convert(text)
    except (budget.TooCostly, RecursionError):
        return _rendered(linking.Linked(html=_as_typed(text)))
    found = linking.link(marked_up, resolve=resolve_mentions)
    found.html = _FENCE.sub(
        lambda fence: f"<pre><code>{escape(codes[int(fence[1])])}\n</code></pre>", found.html
    )
    return _rendered(found)


def plain_text(html: str) -> str:
    """What `render` made, as words with single spaces: for searching, never to be shown as HTML."""
    pieces = (unescape(text) if text else "" if tag in _IN_LINE else " " for tag, text in _TAGS.findall(html))
    return " ".join("".join(pieces).split())


def _rendered(found: linking.Linked) -> Rendered:
    html = sanitising.clean(found.html).strip()
    excerpt = _excerpt(html, skip_quotes=True) or _excerpt(html, skip_quotes=False)
    return Rendered(html, tuple(found.mentions), tuple(found.links), excerpt, RENDERER_VERSION)


def _as_typed(text: str) -> str:
    """Paragraphs and line breaks and nothing else: what is left for a text that would hold up everyone."""
    paragraphs = _PARAGRAPHS.split(text)
    return "\n".join(
        f"<p>{escape(paragraph, quote=False).replace(chr(10), '<br>')}</p>" for paragraph in paragraphs
    )


def _excerpt(html: str, *, skip_quotes: bool) -> str:
    """Reads the sanitiser's output, in which every "<" begins a tag, and only as far as needed."""
    pieces: list[str] = []
    length = quotes = 0
    for piece in _PIECE.finditer(html):
        closing, tag, text = piece.groups(default="")
        if tag == "blockquote":
            quotes += -1 if closing else 1
        elif not (skip_quotes and quotes):
            pieces.append(unescape(text) or ("" if tag in _IN_LINE else " "))
            length += len(pieces[-1])
        if length > 4 * EXCERPT_LENGTH:
            break
    return _shorten(" ".join("".join(pieces).split()))


def _shorten(text: str) -> str:
    if len(text) <= EXCERPT_LENGTH:
        return text
    head = text[:EXCERPT_LENGTH]
    cut = head.rfind(" ")
    # A word longer than half the excerpt is no word; it is cut where it stands.
    return f"{(head[:cut] if cut > EXCERPT_LENGTH // 2 else head).rstrip(' ,;:–-')} …"

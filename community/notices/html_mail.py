"""The words of a mail that came as HTML, read as browsers read it: nothing has to be closed, or even be a tag."""

from __future__ import annotations

import re
from html import unescape

import nh3

# Reading takes time with the square of how deep tags lie in each other. What comes behind so many is a quote.
MOST_TAGS = 3_000
QUOTE = "<blockquote>"
# In what `_PARSER` writes: there every "<" begins a whole tag without attributes.
_BREAK = re.compile(r"<(?:br|/[a-z0-9]+)>")
_OPENING = re.compile(r"<[a-z0-9]+>")
_PARSER = nh3.Cleaner(
    tags={"blockquote", "br", "div", "h1", "h2", "h3", "h4", "h5", "h6", "li", "p", "table", "tbody", "tr"},
    clean_content_tags={"script", "style", "title"},
    # Without "*" nh3 lets "title" and "lang" pass everywhere.
    attributes={"*": set()},
    strip_comments=True,
)


def words_of(html: str) -> str:
    """Plain text above the first quote, one line for each block; what nobody sees is left out."""
    bounded = "<".join(html.split("<", MOST_TAGS + 1)[: MOST_TAGS + 1])
    written, _quote, _rest = _PARSER.clean(bounded).partition(QUOTE)
    return unescape(_OPENING.sub("", _BREAK.sub("\n", written)))

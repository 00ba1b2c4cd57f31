"""What stands within a line: code, links, emphasis. The library's processors with bounds and repairs.

The library looks at the rest of the text again for every bracket and every backtick; these give up early.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as etree

from markdown import Markdown
from markdown.inlinepatterns import (
    BACKTICK_RE,
    BacktickInlineProcessor,
    Delimiter,
    DelimiterProcessor,
    InlineProcessor,
    LinkInlineProcessor,
)
from markdown.util import AtomicString

from .addresses import BARE, safe_address

LINK_DEPTH = 8
LINK_SPAN = 2_000

_ESCAPED = re.compile("\x02([0-9]+)\x03")

# The library's answer to a match: what to put there, from where to where. None three times: it was no match.
Found = tuple[etree.Element | str | None, int | None, int | None]
NOTHING: Found = (None, None, None)


class Address(InlineProcessor):
    """An address within a sentence. It stays text, bleach links it; but its signs are no emphasis."""

    def __init__(self, md: Markdown) -> None:
        super().__init__("", md)
        self.compiled_re = BARE

    def handleMatch(self, m: re.Match[str], data: str) -> Found:
        return m[0], m.start(0), m.end(0)


class CodeSpan(BacktickInlineProcessor):
    _RUN = re.compile("`+")

    def __init__(self) -> None:
        super().__init__(BACKTICK_RE)

    def handleMatch(self, m: re.Match[str], data: str) -> Found:
        node, start, end = super().handleMatch(m, data)
        if isinstance(node, etree.Element) and node.text:
            # Escaped by the library already; our serialiser escapes everything, and once is enough.
            code = node.text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
            node.text = AtomicString(code)
        return node, start, end

    def find_code_spans(self, start: int, text: str) -> tuple[int, int | None]:
        runs = self._RUN.finditer(text, start)
        opening = next(runs)
        for run in runs:
            if len(run[0]) == len(opening[0]):
                return opening.end(), run.start()
        return opening.end(), None


class Link(LinkInlineProcessor):
    """`[text](address "title")`. The title is read and dropped: on a telephone nobody sees it."""

    START = r"(?<!!)\["
    _BRACKET = re.compile(r"[\[\]]")
    _TARGET = re.compile(
        r"""\(\s*+
        (?:<([^<>\n]{0,2000}+)>|((?:[^\s()<>]|\([^\s()<>]{0,2000}+\)){0,2000}+))
        (?:\s++(?:"[^"\n]{0,500}+"|'[^'\n]{0,500}+'|\([^()\n]{0,500}+\)))?+
        \s*+\)""",
        re.VERBOSE,
    )

    def __init__(self, md: Markdown) -> None:
        super().__init__(self.START, md)

    def handleMatch(self, m: re.Match[str], data: str) -> Found:
        element, start, end = super().handleMatch(m, data)
        address = safe_address(_plain(element.get("href", ""))) if element is not None else None
        if element is None or address is None:
            # A refused address stays as it was typed, so that everyone can see what it is.
            return NOTHING
        link = etree.Element("a", {"href": address})
        link.text = self._label(element.text or "") or AtomicString(address)
        return link, start, end

    def _label(self, text: str) -> str:
        return text if text.strip() else ""

    def getText(self, data: str, index: int) -> tuple[str, int, bool]:
        depth = 1
        for bracket in self._BRACKET.finditer(data, index, index + LINK_SPAN):
            depth += 1 if bracket[0] == "[" else -1
            if depth == 0:
                return data[index : bracket.start()], bracket.end(), True
            if depth > LINK_DEPTH:
                break
        return "", index, False

    def getLink(self, data: str, index: int) -> tuple[str, str | None, int, bool]:
        target = self._TARGET.match(data, index)
        if target is None:
            return "", None, index, False
        typed = target[1] if target[1] is not None else target[2]
        return self.unescape(typed), None, target.end(), True


class Image(Link):
    """A picture from elsewhere would tell its server who reads: it becomes a link with its description."""

    START = r"!\["
    ANCESTOR_EXCLUDES = ("a",)

    def _label(self, text: str) -> str:
        label = self.unescape(text).strip()
        return AtomicString(label) if label else ""


class Autolink(InlineProcessor):
    """`<https://…>`, `<mailto:…>`, `<name@example.org>`."""

    ANCESTOR_EXCLUDES = ("a",)

    def __init__(self, md: Markdown) -> None:
        super().__init__(r"<([^<>\s]{3,2000})>", md)

    def handleMatch(self, m: re.Match[str], data: str) -> Found:
        typed = _plain(self.unescape(m[1]))
        address = safe_address(typed) if ":" in typed or "@" in typed else None
        if address is None:
            return NOTHING
        link = etree.Element("a", {"href": address})
        link.text = AtomicString(typed.removeprefix("mailto:"))
        return link, m.start(0), m.end(0)


class Emphasis(DelimiterProcessor):
    """`*em*`, `**strong**`, `_em_`, `__strong__`, `~~del~~`: the library's processor, watched.

    It finds all pairs of a text at once and hands them out one by one, while the text changes under it and
    while it is called for text inside the part just handed out. There it guesses how far things have moved
    and takes any text for the one it remembers. And it may pair `_` with `__`, eating what comes next (both
    seen in 3.11.3). Where it loses its way, the signs stay as they were typed.
    """

    _data = _rest = _inside = ""

    def __init__(self, md: Markdown) -> None:
        super().__init__("*", "strong,em", md)
        self.add("_", "strong,em", smart=True)
        self.add("~", "del", double=True)
        self._used: set[int] = set()

    def handleMatch(self, m: re.Match[str], data: str) -> Found:
        if self.regions and not data.endswith(self._rest):
            if data in self._inside:
                # Its pairs are known already, there is nothing more to find in here.
                return None, m.start(0), m.end(0)
            self.reset()
        if not self.regions:
            self._data, self._used = data, set()
        try:
            node, start, end = super().handleMatch(m, data)
        except _Lost:
            self.reset()
            return None, m.start(0), m.end(0)
        if node is not None:
            self._rest, self._inside = data[end:], data[start:end]
        return node, start, end

    def add_region(self, delim: Delimiter, a: int, b: int, c: int, d: int, size: int) -> None:
        signs = {*range(a, b), *range(c, d)}
        sound = self._data[a:b] == self._data[c:d] == delim.token * size and (size == 2 or not delim.double)
        if not sound or not self._used.isdisjoint(signs):
            raise _Lost
        self._used |= signs
        super().add_region(delim, a, b, c, d, size)

    def get_cached_result(self, pos: int, data: str) -> tuple[etree.Element, int, int]:
        # All that was replaced lies before the rest, so the length tells by how much the rest has moved.
        moved = len(data) - len(self._data)
        start, end = self.regions[self.cache_index][0], self.regions[self.cache_index][3]
        element, count = self._build_element(data, self.cache_index, moved)
        self.increment_next_position(start, count)
        return element, start + moved, end + moved


class _Lost(Exception):
    pass


def _plain(text: str) -> str:
    """Text with the signs that the library keeps as numbers because a backslash stood before them."""
    return _ESCAPED.sub(lambda sign: chr(int(sign[1])), text)

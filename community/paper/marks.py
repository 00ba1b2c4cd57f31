"""Safe HTML as a tree for the typesetter. Words stay data: nothing anyone wrote is ever read as its language."""

from __future__ import annotations

import re
import unicodedata
from html.parser import HTMLParser
from typing import Any

LONGEST_RUN = 24
LONGEST_WORD = 60
LONGEST_ADDRESS = 2_000
VOID = {"br", "hr"}
INLINE = {"a", "code", "del", "em", "gap", "span", "strong"}
JOINERS = {0x200D, 0xFE0E, 0xFE0F}
TASKS = {"erledigt": "[x] ", "offen": "[ ] "}
GAP = {"tag": "gap"}
_RUN = re.compile(rf"\S{{{LONGEST_RUN},}}")
_BREAKS = re.compile(r"(?<=[/?&=_.,;:#%+@-])(?=\w)")


def tree(html: str, *, origin: str, letters: frozenset[int]) -> list[Any]:
    """Strings and nodes ``{"tag", "in", …}``. Addresses within the house get `origin` in front."""
    parser = _Tree(origin, letters)
    parser.feed(html)
    parser.close()
    return parser.top


def line(text: str, letters: frozenset[int]) -> list[Any]:
    """Plain words as one line of a tree."""
    return _breakable(printable(" ".join(text.split()), letters))


def printable(text: str, letters: frozenset[int]) -> str:
    """The text with letters that have a shape; others as their nearest, or as ``[U+1F600]``."""
    text = unicodedata.normalize("NFC", text)
    return "".join(_shaped(letter, letters) for letter in text if ord(letter) not in JOINERS)


def _shaped(letter: str, letters: frozenset[int]) -> str:
    if ord(letter) in letters or letter == "\n":
        return letter
    if letter.isspace() or unicodedata.category(letter)[0] in "CZ":
        return " " if letter.isspace() else ""
    plain = "".join(part for part in unicodedata.normalize("NFKD", letter) if ord(part) in letters)
    return plain or f"[U+{ord(letter):04X}]"


def _breakable(text: str) -> list[Any]:
    """The text with gaps of no width where addresses and endless strings may be broken; words are hyphenated."""
    found, last = [], 0
    for run in _RUN.finditer(text):
        if run.group().isalpha() and len(run.group()) < LONGEST_WORD:
            continue
        parts = [part for part in _BREAKS.split(run.group()) if part]
        pieces = [part[n : n + LONGEST_RUN] for part in parts for n in range(0, len(part), LONGEST_RUN)]
        found += [text[last : run.start()], *(item for piece in pieces for item in (piece, GAP))]
        last = run.end()
    return [item for item in [*found, text[last:]] if item]


class _Tree(HTMLParser):
    def __init__(self, origin: str, letters: frozenset[int]) -> None:
        super().__init__(convert_charrefs=True)
        self.top: list[Any] = []
        self._open: list[dict[str, Any]] = []
        self._origin, self._letters = origin, letters
        self._heading = 2

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        node: dict[str, Any] = {"tag": tag, "in": []}
        if tag == "a":
            node["to"] = self._address(said.get("href") or "")
        elif tag == "ol":
            node["start"] = int(said.get("start") or 1)
        elif tag in ("td", "th"):
            node["align"] = said.get("align") or "left"
        elif tag in ("h3", "h4", "h5"):
            # A level must not be left out: who listens would look for what is missing.
            self._heading = min(int(tag[1]), self._heading + 1)
            node |= {"tag": "heading", "level": self._heading}
        elif said.get("class") == "task-mark":
            node["in"] = [TASKS.get(said.get("aria-label") or "", "")]
        self._place.append(node)
        if tag not in VOID:
            self._open.append({**node, "as": tag})

    def handle_endtag(self, tag: str) -> None:
        if self._open and self._open[-1]["as"] == tag:
            self._open.pop()
            if tag == "table":
                _tabulate(self._place[-1])

    def handle_data(self, data: str) -> None:
        if any(node["tag"] == "pre" for node in self._open):
            self._place.extend(_breakable(printable(data, self._letters)))
            return
        data = " ".join(data.split("\n"))
        if self._begins_line:
            data = data.lstrip()
        if data and not self._is_task_mark:
            self._place.extend(_breakable(printable(data, self._letters)))

    @property
    def _is_task_mark(self) -> bool:
        """Inside the box of a task, whose state has been said already."""
        return bool(self._open) and self._open[-1]["in"][:1] in ([mark] for mark in TASKS.values())

    @property
    def _begins_line(self) -> bool:
        """Whether a gap here would be the gap between two lines or two blocks, which nobody sees."""
        before = self._place[-1] if self._place else None
        return before is None or (isinstance(before, dict) and before["tag"] not in INLINE)

    @property
    def _place(self) -> list[Any]:
        return self._open[-1]["in"] if self._open else self.top

    def _address(self, href: str) -> str:
        address = self._origin + href if href.startswith("/") and not href.startswith("//") else href
        return address if len(address) < LONGEST_ADDRESS else ""


def _tabulate(table: dict[str, Any]) -> None:
    """Rows of equal length, the head apart from the body."""
    parts = [part for part in table["in"] if isinstance(part, dict)]
    head = [_cells(row) for part in parts if part["tag"] == "thead" for row in part["in"]]
    rows = [_cells(row) for part in parts if part["tag"] == "tbody" for row in part["in"]]
    width = max(map(len, [*head, *rows]), default=0)
    filler = {"tag": "td", "align": "left", "in": []}
    table["in"] = []
    table["columns"] = width
    table["head"] = [cell for row in head[:1] for cell in [*row, *[filler] * (width - len(row))]]
    table["rows"] = [cell for row in rows for cell in [*row, *[filler] * (width - len(row))]]


def _cells(row: Any) -> list[Any]:
    return [cell for cell in row["in"] if isinstance(cell, dict)] if isinstance(row, dict) else []

"""Reading what people type: from lines of a text field to lines that Python-Markdown reads in one way only.

People indent lists by two spaces, start them right below a sentence, paste "•" out of Word and answer in the
line after a quote. Here every such thing becomes a block of its own with blank lines around it, four spaces
per level. The same pass sets bounds Python-Markdown lacks: quotes and lists nest five deep, fences cost one
look per line. Indented code does not exist: a pasted letter is no program.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

MAX_DEPTH = 5
# What may begin at once behind the mark of a list: "- > - like this".
MAX_AT_ONCE = 2
# A longer number at the start of a line is a year or an amount, not the number of a point.
LONGEST_POINT = 3

_MONTHS = "Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember"

# Behind the fence stands the name of a language at most. It is not shown, so no sentence may hide there.
_FENCE = re.compile(r"(`{3,}|~{3,}) *([A-Za-z0-9+#._-]{0,30})\Z")
_RULE = re.compile(r"([-*_])(?: *+\1){2,}+ *+\Z")
_HEADING = re.compile(r"#{1,6} ")
_ITEM = re.compile(r"(?:([-*+•‣▪◦·\uf0b7])|(\d+)[.)]) +(?=\S)")
_DATE = re.compile(rf"\d+\. +(?:{_MONTHS})\b")
_CONTAINER = re.compile(r"(?:>|(?:[-*+]|\d+[.)]) ) *+")
_QUOTE_MARKS = re.compile(r"(?:> *+)+")
_TABLE_RULE = re.compile(r"(?=[^-]*-)(?=[^|]*\|)[ :|-]+\Z")

Keep = Callable[[str], str]


def read(lines: list[str], keep: Keep) -> list[str]:
    """The lines for Python-Markdown. Takes time linear in their length.

    `keep` stores the text of a fenced code block and answers with the one line that stands for it.
    """
    return _read(lines, keep, 0)


def _read(lines: list[str], keep: Keep, depth: int) -> list[str]:
    page = _Page()
    position = 0
    while position < len(lines):
        line = lines[position]
        body = line.lstrip(" ")
        indent = len(line) - len(body)
        end = position + 1
        if not body:
            page.add_blank()
        elif fence := _FENCE.match(body):
            end, code = _cut_fence(lines, position, fence[1], indent)
            page.add_block(indent, [keep(code)])
        elif body.startswith(">"):
            end = _end_of(lines, position, lambda other: other.startswith(">"))
            page.add_block(indent, _read_quote(lines[position:end], keep, depth))
        elif _RULE.match(body):
            page.add_block(indent, ["---"])
        elif _HEADING.match(body):
            page.add_block(indent, [body])
        elif _starts_table(lines, position):
            end = _end_of(lines, position, lambda other: "|" in other)
            page.add_block(indent, [row.strip(" ") for row in lines[position:end]])
        elif item := _ITEM.match(body):
            page.add_item(indent, item[2], _flat(body[item.end() :]), body)
        else:
            page.add_text(indent, body)
        position = end
    return page.lines if not page.lines or page.lines[-1] else page.lines[:-1]


def _cut_fence(lines: list[str], start: int, fence: str, indent: int) -> tuple[int, str]:
    """Where the block ends (an open one with the text) and the code without the indent of its fence."""
    code: list[str] = []
    for position in range(start + 1, len(lines)):
        mark = lines[position].strip(" ")
        if len(mark) >= len(fence) and mark == fence[0] * len(mark):
            return position + 1, "\n".join(code)
        line = lines[position]
        code.append(line[min(indent, len(line) - len(line.lstrip(" "))) :])
    return len(lines), "\n".join(code)


def _read_quote(lines: list[str], keep: Keep, depth: int) -> list[str]:
    if depth == MAX_DEPTH:
        return _read([_QUOTE_MARKS.sub("", line.lstrip(" "), count=1) for line in lines], keep, depth)
    inner = [line.lstrip(" ")[1:].removeprefix(" ") for line in lines]
    return [f"> {line}" if line else ">" for line in _read(inner, keep, depth + 1)]


def _end_of(lines: list[str], start: int, belongs: Callable[[str], bool]) -> int:
    end = start + 1
    while end < len(lines) and belongs(lines[end].lstrip(" ")):
        end += 1
    return end


def _starts_table(lines: list[str], position: int) -> bool:
    if "|" not in lines[position] or position + 1 == len(lines):
        return False
    return _TABLE_RULE.match(lines[position + 1].strip(" ")) is not None


def _flat(content: str) -> str:
    """The content of a list item, in which at most MAX_AT_ONCE further quotes and lists begin."""
    marks = list(_containers(content))
    if len(marks) <= MAX_AT_ONCE:
        return content
    return content[: marks[MAX_AT_ONCE - 1]] + content[marks[-1] :]


def _containers(content: str) -> Iterator[int]:
    position = 0
    while mark := _CONTAINER.match(content, position):
        position = mark.end()
        yield position


class _Page:
    """The lines written so far and the lists still open: (indent as typed, kind) from the outside in.

    Loose is a list whose last point has more than one paragraph: the next point needs a blank line before it.
    """

    def __init__(self) -> None:
        self.lines: list[str] = []
        self._open: list[tuple[int, str]] = []
        self._last = "blank"
        self._loose = False

    def add_blank(self) -> None:
        if self._last != "blank":
            self.lines.append("")
        self._last = "blank"

    def add_block(self, indent: int, lines: list[str]) -> None:
        self._close_lists(indent)
        self.add_blank()
        self._write(lines, "block")

    def add_text(self, indent: int, body: str) -> None:
        if self._last == "block":
            self.add_blank()
        if self._last == "blank":
            self._close_lists(indent)
            self._loose = bool(self._open)
        self._write([body], "text")

    def add_item(self, indent: int, number: str | None, content: str, body: str) -> None:
        """A point of a list, unless it is a number that a sentence happens to begin with."""
        kind = "ol" if number else "ul"
        interrupts = self._last == "text" and not self._open
        if number and (len(number) > LONGEST_POINT or _DATE.match(body) or (interrupts and number != "1")):
            self.add_text(indent, _without_point(body))
            return
        before = self._close_lists(indent)
        if self._last == "block" or interrupts or self._loose or before not in (None, kind):
            self.add_blank()
        self._loose = False
        del self._open[MAX_DEPTH - 1 :]
        self._write([f"{number}. {content}" if number else f"- {content}"], "item")
        self._open.append((indent, kind))

    def _close_lists(self, indent: int) -> str | None:
        """Ends the lists a line with this indent is no part of; answers the kind of the outermost of them."""
        kind = None
        while self._open and indent < self._open[-1][0] + 2:
            kind = self._open.pop()[1]
        return kind

    def _write(self, lines: list[str], what: str) -> None:
        pad = "    " * len(self._open)
        self.lines += [pad + line if line else "" for line in lines]
        self._last = what


def _without_point(body: str) -> str:
    digits = len(body) - len(body.lstrip("0123456789"))
    return f"{body[:digits]}\\{body[digits:]}" if body[digits] == "." else body

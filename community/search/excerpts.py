"""The place in a text where a hit says what was looked for, with those words marked."""

from __future__ import annotations

from typing import NamedTuple

from community.search.wanted import Wanted
from community.search.words import fold_letters, plain, tokens

LENGTH = 240


class Piece(NamedTuple):
    """Some of the text, marked or not. Escaping is the template's."""

    text: str
    marked: bool


def excerpt(text: str, wanted: Wanted, *, length: int = LENGTH) -> list[Piece]:
    """About `length` characters around most of what is wanted, beginning and ending between words."""
    marks = _marks(text, wanted)
    start = _best_start(marks, length) if marks and marks[-1][1] > length else 0
    if start:
        start = max(text.rfind(" ", 0, max(start - length // 6, 0)) + 1, 0)
    end = len(text) if len(text) <= start + length else max(text.rfind(" ", start, start + length), start + 1)
    inside = [(first, last) for first, last in marks if first >= start and last <= end]
    pieces = _cut(text, start, end, inside)
    before = [Piece("… ", False)] if start else []
    after = [Piece(" …", False)] if end < len(text) else []
    return [*before, *pieces, *after]


def marked(text: str, wanted: Wanted) -> list[Piece]:
    """The whole of a short text, such as a title."""
    return _cut(text, 0, len(text), _marks(text, wanted))


def _marks(text: str, wanted: Wanted) -> list[tuple[int, int]]:
    terms = {term for group in wanted.groups for term in group.terms()}
    prefixes = tuple(prefix for group in wanted.groups for prefix in group.prefixes())
    found = []
    for token in tokens(text):
        begins = prefixes and fold_letters(plain(text[token.start : token.end])).startswith(prefixes)
        if token.term in terms or begins:
            found.append((token.start, token.end))
    return found


def _best_start(marks: list[tuple[int, int]], length: int) -> int:
    """Where the most marks lie within one excerpt; the first such place."""
    best = most = 0
    for place, (start, _end) in enumerate(marks):
        count = sum(1 for _first, last in marks[place : place + 30] if last <= start + length)
        if count > most:
            best, most = start, count
    return best


def _cut(text: str, start: int, end: int, marks: list[tuple[int, int]]) -> list[Piece]:
    pieces, at = [], start
    for first, last in marks:
        pieces += [Piece(text[at:first], False), Piece(text[first:last], True)]
        at = last
    pieces.append(Piece(text[at:end], False))
    return [piece for piece in pieces if piece.text]

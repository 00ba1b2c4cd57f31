"""What was changed between two versions of a text, for the history of edits.

Lines are compared first, then the words of those that differ. difflib would read well here, but it is cubic:
two texts of a thousand words like "a a a a" and "a b a b" keep it busy for 12 seconds. The longest common
subsequence over the bits of whole numbers takes the same short time whatever the texts are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

EQUAL, DELETE, INSERT = "equal", "delete", "insert"

# Neither loses a character. A word takes the space behind it along: spaces alone are nothing two texts share.
_LINE = re.compile(r"[^\n]*\n+|[^\n]+")
_WORD = re.compile(r"\S+\s*|\s+")

Segment = tuple[str, str]


def diff(old: str, new: str) -> list[Segment]:
    """The way from `old` to `new` as (kind, text) with kind "equal", "delete" or "insert", in reading order.

    Equal and deleted segments make up `old`, equal and inserted ones `new`; no segment is empty, neighbours
    differ in kind and what went stands before what came. Two texts of POST_LIMIT take a tenth of a second at
    most.
    """
    lines = _joined(_compare(_LINE.findall(old), _LINE.findall(new)))
    return _joined(_by_words(lines))


def _by_words(lines: list[Segment]) -> Iterator[Segment]:
    for position, (kind, text) in enumerate(lines):
        if kind == DELETE and lines[position + 1 : position + 2] and lines[position + 1][0] == INSERT:
            yield from _compare(_WORD.findall(text), _WORD.findall(lines[position + 1][1]))
        elif kind != INSERT or position == 0 or lines[position - 1][0] != DELETE:
            yield kind, text


def _compare(old: list[str], new: list[str]) -> Iterator[Segment]:
    head = _common(old, new)
    tail = _common(old[head:][::-1], new[head:][::-1])
    yield EQUAL, "".join(old[:head])
    yield from _align(old[head : len(old) - tail], new[head : len(new) - tail])
    yield EQUAL, "".join(old[len(old) - tail :])


def _common(old: list[str], new: list[str]) -> int:
    """How many tokens are the same from the beginning on."""
    length = 0
    while length < min(len(old), len(new)) and old[length] == new[length]:
        length += 1
    return length


def _align(old: list[str], new: list[str]) -> Iterator[Segment]:
    """Every token once, along a longest common subsequence read off the rows from their end."""
    rows = _rows(old, new)
    steps: list[Segment] = []
    i, j = len(old), len(new)
    while i and j:
        if rows[j - 1] >> (i - 1) & 1:
            i -= 1
            steps.append((DELETE, old[i]))
            continue
        j -= 1
        if j and not rows[j - 1] >> (i - 1) & 1:
            steps.append((INSERT, new[j]))
        else:
            i -= 1
            steps.append((EQUAL, old[i]))
    steps += [(INSERT, token) for token in reversed(new[:j])]
    steps += [(DELETE, token) for token in reversed(old[:i])]
    return reversed(steps)


def _rows(old: list[str], new: list[str]) -> list[int]:
    """For every token of `new` a number: bit i is 0 where old[i] makes the common subsequence so far longer.

    The bit-parallel recurrence of Crochemore et al. (2001), as Hyyrö (2004) writes it.
    """
    places: dict[str, int] = {}
    for i, token in enumerate(old):
        places[token] = places.get(token, 0) | 1 << i
    mask = (1 << len(old)) - 1
    row, rows = mask, []
    for token in new:
        common = row & places.get(token, 0)
        row = ((row + common) | (row - common)) & mask
        rows.append(row)
    return rows


def _joined(segments: Iterable[Segment]) -> list[Segment]:
    """No empty segments, neighbours of one kind as one, of each change first what went, then what came."""
    joined: list[Segment] = []
    gone: list[str] = []
    came: list[str] = []
    kept: list[str] = []
    for kind, text in segments:
        if kind == EQUAL and text:
            _flush(joined, gone, came)
            kept.append(text)
        elif text:
            if kept:
                joined.append((EQUAL, "".join(kept)))
                kept.clear()
            (gone if kind == DELETE else came).append(text)
    _flush(joined, gone, came)
    if kept:
        joined.append((EQUAL, "".join(kept)))
    return joined


def _flush(joined: list[Segment], gone: list[str], came: list[str]) -> None:
    for kind, tokens in ((DELETE, gone), (INSERT, came)):
        if tokens:
            joined.append((kind, "".join(tokens)))
            tokens.clear()

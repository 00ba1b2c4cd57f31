"""The corpus as it can be stored: past the gate, cut to the room there is, many in one where they fit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from itertools import cycle

from django.core.exceptions import ValidationError

from community.text import MESSAGE_LIMIT, TITLE_LIMIT, clean_line, clean_source
from tests.unit.community.text.attacks import ATTACKS

PACK_ROOM = 18_000
FOLDED = "zzz"  # what a search for everybody looks for
MARK = "pwned"
SHORTEST = """"'><img src=x onerror=window.pwned=1>"""


def lines(attacks: Iterable[str] = ATTACKS) -> list[str]:
    """The attacks as names and titles can be; without those that the gate refuses."""
    return [line for attack in attacks if (line := line_of(attack))]


def sources() -> list[str]:
    """The attacks as posts can be."""
    return [source for attack in ATTACKS if (source := source_of(attack))]


def packs(texts: Iterable[str], room: int, separator: str = " ") -> Iterator[str]:
    """The texts in as few pieces as possible."""
    pack = ""
    for text in texts:
        if pack and len(pack) + len(separator) + len(text) > room:
            yield pack
            pack = ""
        pack = f"{pack}{separator}{text}" if pack else text
    yield pack


@cache
def packed_lines(room: int) -> tuple[str, ...]:
    """All attacks that fit into so many characters, several to a line; each line can be told by its MARK."""
    found = packs((line for line in lines() if len(line) <= room), room)
    return tuple(pack if MARK in pack.lower() else f"{SHORTEST} {pack}"[:room].strip() for pack in found)


@cache
def packed_sources(room: int = PACK_ROOM) -> tuple[str, ...]:
    return tuple(source_of(pack) for pack in packs(sources(), room, "\n\n"))


class Supply:
    """Hands out the corpus in turn, to each length its own, so that few places show much of it."""

    def __init__(self) -> None:
        self._turns: dict[int, Iterator[str]] = {}

    def line(self, room: int) -> str:
        """Whatever else stands in it, one thing would act where it was taken for HTML, and leave an attribute."""
        if room < 2 * len(SHORTEST):
            return SHORTEST[:room]
        rest = room - len(SHORTEST) - 1
        return f"{SHORTEST} {next(self._turns.setdefault(rest, cycle(packed_lines(rest))))}"

    def source(self) -> str:
        return next(self._turns.setdefault(PACK_ROOM, cycle(packed_sources())))

    def message(self) -> str:
        return next(self._turns.setdefault(MESSAGE_LIMIT, cycle(packed_sources(MESSAGE_LIMIT))))


def line_of(attack: str) -> str:
    try:
        return clean_line(attack[:TITLE_LIMIT])
    except ValidationError:
        return ""


def source_of(attack: str) -> str:
    try:
        return clean_source(attack)
    except ValidationError:
        return ""

"""What content apps say: how their things look elsewhere, what can be done with others', where words become new."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import Resolver404, ResolverMatch, resolve
from django.utils.functional import Promise

Ref = tuple[str, int]


@dataclass(frozen=True)
class Card:
    """A thing as it looks elsewhere. `stream` rings when the card is out of date; `head` is how far it had moved."""

    kind: str
    key: int
    label: str
    title: str
    address: str
    excerpt: str = ""
    about: str = ""
    stream: str = ""
    head: int = 0


def _nothing(keys: Collection[int]) -> None:
    return None


@dataclass(frozen=True)
class Quotable:
    """One kind of thing that can be referred to.

    `cards(viewer, keys)` shows those that this viewer may see, with a bounded number of queries. `recognise` answers
    with the key of what stands at an address, or `None`. `cited(keys)` is told after commit that something refers
    to these things now, or no longer.
    """

    kind: str
    cards: Callable[[Any, Collection[int]], dict[int, Card]]
    recognise: Callable[[ResolverMatch, str], int | None]
    cited: Callable[[Collection[int]], None] = _nothing


@dataclass(frozen=True)
class Offer:
    """Something one can do with a thing, for its page to show: words and an address that opens a page."""

    words: str
    address: str
    icon: str = ""


@dataclass(frozen=True)
class Beginning:
    """Where words from elsewhere become something new. `choices(viewer)` are pairs of value and words.

    `begin(actor, choice, text)` prepares it, publishes nothing, and returns the address where the actor goes on. It
    raises `ValueError` for a choice that is none.
    """

    kind: str
    words: str | Promise
    question: str | Promise
    choices: Callable[[Any], list[tuple[str, str]]]
    begin: Callable[[Any, str, str], str]


MakesOffer = Callable[[Any, str, int], Offer | None]
_kinds: dict[str, Quotable] = {}
_offers: list[MakesOffer] = []
_beginnings: dict[str, Beginning] = {}


def show(quotable: Quotable) -> Quotable:
    """Make a kind known; once a kind."""
    if quotable.kind in _kinds:
        raise ValueError(f"registered twice: {quotable.kind}")
    _kinds[quotable.kind] = quotable
    return quotable


def offer(makes: MakesOffer) -> MakesOffer:
    """Register what one can do with things; usable as a decorator."""
    _offers.append(makes)
    return makes


def begin_here(beginning: Beginning) -> Beginning:
    """Make known where words can be carried to."""
    _beginnings[beginning.kind] = beginning
    return beginning


def kind_of(kind: str) -> Quotable | None:
    return _kinds.get(kind)


def offers(viewer: Any, kind: str, key: int) -> list[Offer]:
    """What this viewer can do with the thing."""
    return [found for makes in _offers if (found := makes(viewer, kind, key))]


def beginnings(viewer: Any) -> list[tuple[Beginning, list[tuple[str, str]]]]:
    """Where this viewer can carry words to, with their choices."""
    found = ((beginning, beginning.choices(viewer)) for beginning in _beginnings.values())
    return [(beginning, choices) for beginning, choices in found if choices]


def cards(viewer: Any, refs: Iterable[Ref]) -> dict[Ref, Card]:
    """Those of the things that this viewer may see: a bounded number of queries a kind."""
    wanted: dict[str, set[int]] = {}
    for kind, key in refs:
        wanted.setdefault(kind, set()).add(key)
    return {
        (kind, key): card
        for kind, keys in wanted.items()
        if kind in _kinds
        for key, card in _kinds[kind].cards(viewer, keys).items()
    }


def card_of(viewer: Any, ref: str) -> Card | None:
    """The card of what a form calls ``thema:42``, or `None`."""
    kind, _colon, key = ref.partition(":")
    if not (key.isascii() and key.isdigit() and len(key) < 19):
        return None
    return cards(viewer, [(kind, int(key))]).get((kind, int(key)))


def at_address(path: str, fragment: str = "") -> Ref | None:
    """What stands at a path of this house, or `None`."""
    try:
        match = resolve(path)
    except Resolver404:
        return None
    for quotable in _kinds.values():
        key = quotable.recognise(match, fragment)
        if key is not None:
            return quotable.kind, key
    return None

"""Things that others refer to: how they look elsewhere, what can be done with those of others, where words go."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.urls import Resolver404, ResolverMatch, resolve

from community import kinds
from community.kinds import Mixin, Words, needs
from community.people.models import Member
from community.people.viewer import Viewer

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


@dataclass(frozen=True)
class Offer:
    """Something one can do with a thing, for its page to show: words and an address that opens a page."""

    words: str
    address: str
    icon: str = ""


class Quotable(Mixin):
    """Things of this kind can be referred to: a link to one shows its card, and it shows where it is spoken of."""

    def cards(self, viewer: Viewer, keys: Collection[int]) -> dict[int, Card]:
        """The cards of those that this viewer may see, by key, with a bounded number of queries."""
        return {thing.pk: self.card(thing) for thing in self.quoted(viewer).filter(pk__in=keys)}

    def quoted(self, viewer: Viewer) -> QuerySet[Any]:
        """Those that this viewer may see, with what `card` reads of each."""
        return self.visible_to(viewer)

    def card(self, thing: Any) -> Card:
        """How it looks elsewhere, the same for all who may see it."""
        return Card(self.slug, thing.pk, str(self.label), self.title(thing), self.address(thing))

    def linked(self, match: ResolverMatch, fragment: str) -> int | None:
        """The key of what a link to this address speaks of: mostly what stands there."""
        return self.at(match, fragment)

    def cited(self, keys: Collection[int]) -> None:
        """After a commit: something refers to these things now, or no longer."""


@needs("offer")
class Discussing(Mixin):
    """Where one can do something with things of others, such as talk about them."""

    def offer(self, viewer: Viewer, kind: Quotable, key: int) -> Offer | None:
        """What this viewer can do here with a thing of that kind."""
        raise NotImplementedError


@needs("continue_words", "continue_question", "choices", "begin")
class Continuing(Mixin):
    """Where words from elsewhere become something new: `continue_words` asks for it, `continue_question` for where."""

    continue_words: Words
    continue_question: Words

    def choices(self, viewer: Viewer) -> list[tuple[str, str]]:
        """Where this viewer could begin something: pairs of value and words."""
        raise NotImplementedError

    def begin(self, actor: Member, choice: str, text: str) -> str:
        """Prepare it, publish nothing, and return the address where the actor goes on.

        Raises `ValueError` for a choice that is none.
        """
        raise NotImplementedError


def offers(viewer: Viewer, slug: str, key: int) -> list[Offer]:
    """What this viewer can do with the thing."""
    kind = kinds.get(slug, Quotable)
    if kind is None:
        return []
    return [found for place in kinds.of(Discussing) if (found := place.offer(viewer, kind, key))]


def beginnings(viewer: Viewer) -> list[tuple[Continuing, list[tuple[str, str]]]]:
    """Where this viewer can carry words to, with their choices."""
    found = ((kind, kind.choices(viewer)) for kind in kinds.of(Continuing))
    return [(kind, choices) for kind, choices in found if choices]


def cards(viewer: Viewer, refs: Iterable[Ref]) -> dict[Ref, Card]:
    """Those of the things that this viewer may see: a bounded number of queries a kind."""
    wanted: dict[str, set[int]] = {}
    for slug, key in refs:
        wanted.setdefault(slug, set()).add(key)
    return {
        (slug, key): card
        for slug, keys in wanted.items()
        if (kind := kinds.get(slug, Quotable))
        for key, card in kind.cards(viewer, keys).items()
    }


def card_of(viewer: Viewer, ref: str) -> Card | None:
    """The card of what an address calls ``thema:42`` and a form ``thread:42``, or `None`."""
    word, _colon, key = ref.partition(":")
    kind = kinds.named(word, Quotable)
    if kind is None or not (key.isascii() and key.isdigit() and len(key) < 19):
        return None
    return kind.cards(viewer, {int(key)}).get(int(key))


def linked_at(path: str, fragment: str = "") -> Ref | None:
    """What a link to a path of this house speaks of, or `None`."""
    try:
        match = resolve(path)
    except Resolver404:
        return None
    found = ((kind.slug, kind.linked(match, fragment)) for kind in kinds.of(Quotable))
    return next(((slug, key) for slug, key in found if key is not None), None)

"""Things that can be found.

The search knows documents and terms. What a thing says, who may see it and how a hit looks, its kind knows.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from community import kinds
from community.kinds import Mixin, needs
from community.kinds import Words as Label
from community.people.viewer import Viewer


@dataclass(frozen=True)
class Words:
    """What a thing says. Texts are plain; `scopes` are names to narrow by, such as ``field3`` (letters and digits)."""

    key: int
    family: str
    at: datetime
    title: str = ""
    text: str = ""
    context: str = ""
    author_id: int | None = None
    answers: bool = False
    scopes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Hit:
    """How a thing looks in a list of hits. `text` is plain; `place` has `name` and perhaps `hue` and an address."""

    title: str
    url: str
    text: str
    at: datetime
    author: Any = None
    place: Any = None
    state: str = ""


@dataclass(frozen=True)
class Place:
    """Where one can search: an entry of a filter. `value` stands in the address, `scope` in the documents."""

    value: str
    name: str
    scope: str


@needs("heading", "filter_word", "indexed", "hits")
class Searchable(Mixin):
    """Each thing of this kind can be found by those to whom it is `visible_to`.

    Its actions call `community.search.actions.follow` in the transaction of what they change. `heading` stands above
    several hits, `filter_word` in the address where only they are wanted (``?art=themen``). What `has_titles` of its
    own is suggested while somebody types; the hits of a weightier kind come sooner.
    """

    heading: Label
    filter_word: str
    has_titles: ClassVar[bool] = False
    weight: ClassVar[float] = 1.0

    def indexed(self, keys: Collection[int]) -> Iterable[Words]:
        """Yield what each of these things says now, nothing for one that is gone or taken down; bounded queries."""
        raise NotImplementedError

    def hits(self, viewer: Viewer, keys: Collection[int]) -> dict[int, Hit]:
        """Answer how those of the things look in a list that the viewer may see, by key; bounded queries."""
        raise NotImplementedError

    def keys_after(self, key: int, count: int) -> list[int]:
        """The next keys of all there are, in order."""
        rows = self.model._default_manager.filter(pk__gt=key).order_by("pk")
        return list(rows.values_list("pk", flat=True)[:count])

    def scopes_of(self, viewer: Viewer) -> tuple[str, ...] | None:
        """The scopes in which a viewer's hits can lie at all, so that the index looks nowhere else; `None`: in any."""
        return None

    def places(self, viewer: Viewer) -> list[Place]:
        """Entries of the filter "where"."""
        return []

    def labels(self, viewer: Viewer) -> list[Place]:
        """Entries of the filter by word."""
        return []


def searchables() -> list[Any]:
    """All kinds that can be found, the weightiest first."""
    return sorted(kinds.of(Searchable), key=_lightness)


def searchable(slug: str) -> Searchable:
    """The kind of this slug. Raises `LookupError` where nothing of that name can be found."""
    kind = kinds.get(slug, Searchable)
    if kind is None:
        raise LookupError(f"Nothing called {slug!r} can be found")
    return kind


def _lightness(kind: Searchable) -> float:
    return -kind.weight

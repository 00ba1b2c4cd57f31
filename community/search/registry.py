"""What can be found: content apps say so in their `searchables.py`.

The search knows documents and terms. What a thing says, who may see it and how a hit looks, its app knows.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise


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


def _nowhere(viewer: Any) -> list[Place]:
    return []


def _unnarrowed(viewer: Any) -> tuple[str, ...] | None:
    return None


@dataclass(frozen=True)
class Searchable:
    """A kind of thing that can be found.

    `words(keys)` yields what stands for each of these things now: nothing for one that is gone or taken down.
    `keys_after(key, count)` lists all there are, in order. `visible_to(viewer)` is the queryset of the pages.
    `hits(viewer, keys)` answers for those of the keys that the viewer may see.
    `readable(viewer)` are the scopes a viewer's hits can lie in at all, so that the index looks nowhere else;
    `None` where there is no such short list. `places(viewer)` fills the filter "where", `labels(viewer)` the filter
    by word. What `has_titles` of its own is suggested while somebody types.
    """

    kind: str
    slug: str
    name: str | Promise
    words: Callable[[Collection[int]], Iterable[Words]]
    keys_after: Callable[[int, int], list[int]]
    visible_to: Callable[[Any], QuerySet[Any]]
    hits: Callable[[Any, Collection[int]], dict[int, Hit]]
    readable: Callable[[Any], tuple[str, ...] | None] = _unnarrowed
    places: Callable[[Any], list[Place]] = _nowhere
    labels: Callable[[Any], list[Place]] = _nowhere
    has_titles: bool = False
    weight: float = 1.0


_kinds: dict[str, Searchable] = {}


def provide(searchable: Searchable) -> Searchable:
    """Register a kind; called when the app's `searchables.py` is loaded."""
    if searchable.kind in _kinds:
        raise ValueError(f"two searchables of the kind {searchable.kind}")
    _kinds[searchable.kind] = searchable
    return searchable


def everything() -> list[Searchable]:
    """All kinds, the weightiest first."""
    return sorted(_kinds.values(), key=lambda searchable: -searchable.weight)


def of_kind(kind: str) -> Searchable:
    """The kind of this name; `KeyError` for an unknown one."""
    return _kinds[kind]

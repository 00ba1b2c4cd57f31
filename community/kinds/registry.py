"""Which kinds there are."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeVar, overload

from django.urls import Resolver404, resolve

from community.kinds.kind import Kind, Mixin

Found = TypeVar("Found", bound=Kind[Any] | Mixin)
Registered = TypeVar("Registered", bound=type[Kind[Any]])

_kinds: dict[str, Kind[Any]] = {}


def register(kind: Registered) -> Registered:
    """Make a kind known; a second one with the same slug is a programming error. Used as a decorator."""
    slug = getattr(kind, "slug", kind.__name__)  # a check tells whoever forgot it
    if slug in _kinds:
        raise ValueError(f"Two kinds are called {slug!r}: {type(_kinds[slug]).__name__} and {kind.__name__}")
    _kinds[slug] = kind()
    return kind


@overload
def get(slug: str) -> Kind[Any] | None: ...
@overload
def get(slug: str, mixin: type[Found]) -> Found | None: ...
def get(slug: str, mixin: Any = Kind) -> Any:
    """The kind of this slug, if it has the mixin; otherwise `None`."""
    kind = _kinds.get(slug)
    return kind if isinstance(kind, mixin) else None


@overload
def named(word: str) -> Kind[Any] | None: ...
@overload
def named(word: str, mixin: type[Found]) -> Found | None: ...
def named(word: str, mixin: Any = Kind) -> Any:
    """The kind that an address calls by this word, or by its slug, if it has the mixin; otherwise `None`."""
    return next((kind for kind in of(mixin) if word in (kind.word, kind.slug)), None)


def of(mixin: type[Found]) -> list[Found]:
    """All kinds with this mixin, in the order in which their apps are installed."""
    return [kind for kind in _kinds.values() if isinstance(kind, mixin)]


def find(slug: str, key: int | str, mixin: type[Found]) -> tuple[Found, Any] | None:
    """The kind and the thing itself; `None` where either is not there."""
    kind = get(slug, mixin)
    thing = kind.find(key) if kind else None
    return (kind, thing) if kind and thing is not None else None


@overload
def at(path: str, fragment: str = "") -> tuple[Kind[Any], int] | None: ...
@overload
def at(path: str, fragment: str = "", *, mixin: type[Found]) -> tuple[Found, int] | None: ...
def at(path: str, fragment: str = "", *, mixin: Any = Kind) -> Any:
    """Kind and key of what stands at a path of this house, or `None`. A part comes before the whole."""
    try:
        match = resolve(path)
    except Resolver404:
        return None
    for kind in _innermost_first(of(mixin)):
        key = kind.at(match, fragment)
        if key is not None:
            return kind, key
    return None


def _innermost_first(kinds: Iterable[Any]) -> list[Any]:
    return sorted(kinds, key=_depth, reverse=True)


def _depth(kind: Kind[Any]) -> tuple[int, str]:
    """How many wholes it is part of. The slug makes the order the same whoever came first."""
    depth, whole = 0, _kinds.get(kind.within)
    while whole is not None and depth < len(_kinds):
        depth, whole = depth + 1, _kinds.get(whole.within)
    return depth, kind.slug

"""What a kind lacks is said at start, in a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from django.core.checks import CheckMessage, Error

from community.kinds.kind import Kind
from community.kinds.registry import of

SLUG = re.compile(r"[a-z][a-z_]{0,19}")  # as long as the columns are that hold it


def check_kinds(**_kwargs: object) -> list[CheckMessage]:
    """All that is wrong with the kinds that are registered."""
    return [error for kind in of(Kind) for error in (*_lacks(kind), *_names(kind), *_whole(kind))]


def _lacks(kind: Kind[Any]) -> Iterator[Error]:
    """What a class of which it is one calls for, and it does not have."""
    name = type(kind).__name__
    for base in type(kind).__mro__:
        for need in base.__dict__.get("needed", ()):
            if not _defines(type(kind), base, need):
                said = f"{name} has no `{need}`"
                if base is not Kind:
                    said = f"{name} is {base.__name__} but has no `{need}`"
                yield Error(f"{said}.", hint=_promise(base, need), obj=name, id="kinds.E001")


def _defines(kind: type, base: type, need: str) -> bool:
    """Whether the class has it from somewhere else than from whoever calls for it."""
    missing = object()
    found = getattr(kind, need, missing)
    return found is not missing and found is not base.__dict__.get(need, missing)


def _promise(base: type, need: str) -> str | None:
    """What the method has to do, as whoever calls for it says."""
    said = getattr(base.__dict__.get(need), "__doc__", None)
    return " ".join(said.split()) if said else None


def _names(kind: Kind[Any]) -> Iterator[Error]:
    name, slug = type(kind).__name__, getattr(kind, "slug", "")
    if slug and not SLUG.fullmatch(slug):
        said = f"{name} is called {slug!r}: a slug is at most 20 lower-case letters and underscores."
        yield Error(said, obj=name, id="kinds.E002")
    for other in of(Kind):
        if other is not kind and kind.word and kind.word in (other.word, getattr(other, "slug", "")):
            said = f"Addresses call {name} and {type(other).__name__} by the same word {kind.word!r}."
            yield Error(said, obj=name, id="kinds.E003")


def _whole(kind: Kind[Any]) -> Iterator[Error]:
    name, known = type(kind).__name__, {getattr(other, "slug", "") for other in of(Kind)}
    if kind.within and kind.within not in known:
        yield Error(f"{name} is within {kind.within!r}, which is no kind.", obj=name, id="kinds.E004")

"""What people can be told about. Content apps register here, each in its own `notices.py`."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.functional import Promise

from community.web.verdicts import Verdict

Words = str | Promise


@dataclass(frozen=True)
class Entry:
    """Something that was said: by whom, when, its words as plain text, and where it can be read."""

    author: str
    at: datetime
    text: str
    address: str


@dataclass(frozen=True)
class Letter:
    """An answer that came by mail. `key` is the same whenever the same mail comes again."""

    text: str
    key: UUID
    files: list[tuple[str, bytes]] = field(default_factory=list)


@dataclass(frozen=True)
class Subject:
    """A kind of thing that notices are about: threads, rooms.

    `find(keys)` loads them by key; what is gone is missing. `can_see(viewer, thing)` is the content's own policy and
    is asked again whenever something is shown or sent. `title(viewer, thing)` and `label(thing)` make the mail's
    subject line, ``[label] title``. `address(thing)` is where its unread part begins. `entries(viewer, thing, first)`
    is what this viewer may read of it from place `first` on. `is_closed(thing)`: only some members may read it.
    `answer(member, thing, letter)` writes an answer as this member; without it one cannot answer by mail.
    """

    kind: str
    find: Callable[[Collection[int]], Mapping[int, Any]]
    can_see: Callable[[Any, Any], Verdict]
    title: Callable[[Any, Any], str]
    label: Callable[[Any], str]
    address: Callable[[Any], str]
    entries: Callable[[Any, Any, int], list[Entry]]
    is_closed: Callable[[Any], bool]
    answer: Callable[[Any, Any, Letter], None] | None = None


@dataclass(frozen=True)
class Kind:
    """A kind of notice. `says` is a sentence with ``%(who)s``; `why` ends "Sie bekommen diesen Hinweis, …".

    Without `entries` the sentence says it all; without `mailed` it is only shown on the page, and no device is told.
    """

    slug: str
    subject: str
    says: Words
    why: Words
    entries: bool = True
    mailed: bool = True


@dataclass(frozen=True)
class Watched:
    """One line of the page where people choose: what they can be told about, how much of it, and why that."""

    key: int
    title: str
    address: str
    level: str
    why: Words


@dataclass(frozen=True)
class Place:
    """A kind of thing for which people choose a level. `explains` says what each level means here.

    `can_see(member, key)` is asked before `set_level(member, key, level)`.
    """

    kind: str
    heading: Words
    explains: Mapping[str, Words]
    listing: Callable[[Any], list[Watched]]
    can_see: Callable[[Any, int], Verdict]
    set_level: Callable[[Any, int, str], None]


subjects: dict[str, Subject] = {}
kinds: dict[str, Kind] = {}
places: dict[str, Place] = {}


def register_subject(subject: Subject) -> None:
    _once(subjects, subject.kind, subject)


def register_kind(kind: Kind) -> None:
    _once(kinds, kind.slug, kind)


def register_place(place: Place) -> None:
    _once(places, place.kind, place)


def _once(known: dict[str, Any], name: str, thing: Any) -> None:
    if name in known:
        raise ValueError(f"registered twice: {name}")
    known[name] = thing

"""Things that people are told about, and things for which they choose how much they want to hear."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from community import kinds
from community.kinds import Mixin, Words, needs
from community.people.models import Member
from community.web.verdicts import HIDDEN, Verdict, verdict_of


@dataclass(frozen=True)
class NoticeType:
    """One sentence that people can be told. `says` has ``%(who)s``; `why` ends "Sie bekommen diesen Hinweis, …".

    Without `entries` the sentence says it all; without `mailed` it is only shown on the page, and no device is told.
    """

    slug: str
    says: Words
    why: Words
    entries: bool = True
    mailed: bool = True


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
class Watched:
    """One line of the page where people choose: what they can be told about, how much of it, and why that."""

    key: int
    title: str
    address: str
    level: str
    why: Words


@needs("notice_types")
class Notifiable(Mixin):
    """People can be told about things of this kind, on the page, by mail and on their devices.

    `notice_types` are what there is to tell. Whether somebody `can_see` the thing is asked again whenever something is
    shown or sent.
    """

    notice_types: tuple[NoticeType, ...]

    def title_for(self, member: Member, thing: Any) -> str:
        """Its title in the subject line of this member's mail, ``[label] title``."""
        return self.title(thing)

    def mail_label(self, thing: Any) -> str:
        """What stands in front of it in brackets."""
        return str(self.label)

    def unread_address(self, thing: Any) -> str:
        """The path of where its unread part begins."""
        return self.address(thing)

    def entries(self, member: Member, thing: Any, first: int) -> list[Entry]:
        """What this member may read of it, from the place `first` on; a bounded number."""
        return []

    def is_closed(self, thing: Any) -> bool:
        """Whether only some members may read it."""
        return False


@needs("answer")
class Answerable(Notifiable):
    """A mail about such a thing can be answered by mail."""

    def answer(self, member: Member, thing: Any, letter: Letter) -> None:
        """Write the answer as this member. Raises `TextRefused` and `PermissionDenied` with sentences."""
        raise NotImplementedError


@needs("watched_heading", "levels_mean", "watched", "set_level")
class Watchable(Mixin):
    """People choose how much they want to hear of each thing of this kind; `levels_mean` says what a level means."""

    watched_heading: Words
    levels_mean: Mapping[str, Words]

    def watched(self, member: Member) -> list[Watched]:
        """The lines of this member, with the levels that they have now."""
        raise NotImplementedError

    def set_level(self, member: Member, key: int, level: str) -> None:
        """Store it; whether they can see the thing has been asked."""
        raise NotImplementedError


class Told(NamedTuple):
    """A type of notice, and the kind of thing it is about."""

    kind: Notifiable
    type: NoticeType


def told(slug: str) -> Told | None:
    """The type of notice with this slug, or `None`."""
    return told_of().get(slug)


def told_of() -> dict[str, Told]:
    """All types of notices there are, by slug."""
    return {one.slug: Told(kind, one) for kind in kinds.of(Notifiable) for one in kind.notice_types}


def verdict_on(kind: Mixin, member: Member, key: int) -> Verdict:
    """Whether this member can see the thing with this key; what is not there is hidden."""
    thing = kind.find(key)
    return HIDDEN if thing is None else verdict_of(kind.can_see(member, thing))

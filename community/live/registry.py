"""What a stream is, and which streams the house knows."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from enum import Enum
from typing import Any, ClassVar, TypeVar

from django.contrib.auth import get_user_model
from django.core.exceptions import ObjectDoesNotExist

from community import kinds

Pair = tuple[int, int]


class UnknownStream(LookupError):
    """The name does not denote a stream of this house."""


class Naming(Enum):
    """How browsers name streams of one slug."""

    NUMBERED = "room:12"  # many, each with a key
    OWN = "me"  # every member has their own; published as ``me:7``
    SHARED = "office"  # there is one


class Stream:
    """What can be heard, declared by the app that rings it.

    A kind of thing whose things can be heard has the mixin `community.live.kind.Streamed`. What is no thing of a kind
    (a member's own bell, the office's) is a class of its own, registered in its app's `streams.py`.

    Whoever brings streams to browsers asks for many listeners at once, every few seconds. A stream that many hear
    answers in a bounded number of queries: it has `may_listen_many` and `heads` of its own. `presence`: listeners see
    which members are here, of those who want to be seen.
    """

    slug: ClassVar[str]
    naming: Naming = Naming.NUMBERED
    presence: bool = False

    def may_listen(self, member: Any, key: int) -> bool:
        """Whether this member may hear the stream now. The key is the member's for `Naming.OWN`, 0 for `SHARED`."""
        raise NotImplementedError

    def head(self, key: int) -> int:
        """Its counter: the number of its last durable change. Raises `ObjectDoesNotExist`."""
        raise NotImplementedError

    def may_listen_many(self, pairs: set[Pair]) -> set[Pair]:
        """Those of the pairs (member's key, stream's key) whose member may."""
        members = get_user_model().objects.for_verdicts({member for member, _key in pairs})
        return {
            (member, key)
            for member, key in pairs
            if member in members and self.may_listen(members[member], key)
        }

    def heads(self, keys: set[int]) -> dict[int, int]:
        """The counter of each, without keys that do not exist."""
        found = {}
        for key in keys:
            with suppress(ObjectDoesNotExist):
                found[key] = self.head(key)
        return found

    def typing_in(self, keys: set[int]) -> set[int]:
        """Those of the streams whose listeners see who is typing; an owner says no where too many would."""
        return set()


@dataclass(frozen=True)
class Address:
    """A stream as one listener means it: `name` is what the browser says, `topic` what `publish` calls it."""

    stream: Stream
    key: int
    name: str
    topic: str


Registered = TypeVar("Registered", bound=type[Stream])
_streams: dict[str, Stream] = {}


def register(stream: Registered) -> Registered:
    """Make a stream known that belongs to no kind of thing; used as a decorator. A slug is declared once."""
    if _named(stream.slug):
        raise ValueError(f"Stream {stream.slug!r} is declared twice")
    _streams[stream.slug] = stream()
    return stream


def parse(topic: str) -> tuple[Stream, int]:
    """Split what `publish` was given, ``"thread:42"``, ``"me:7"`` or ``"office"``, into the stream and its key.

    Raises `UnknownStream` for anything else: the key is at most 18 ASCII digits without a leading zero.
    """
    slug, colon, key = topic.partition(":")
    stream = _named(slug)
    if stream is None:
        raise UnknownStream(topic)
    if stream.naming is Naming.SHARED and not colon:
        return stream, 0
    if stream.naming is Naming.SHARED or not _is_key(key):
        raise UnknownStream(topic)
    return stream, int(key)


def find(name: str, member_pk: int) -> Address:
    """The stream that this member's browser means by `name`. Raises `UnknownStream`."""
    stream = _named(name)
    if stream is not None and stream.naming is Naming.OWN:
        return address_of(f"{name}:{member_pk}")
    address = address_of(name)
    if address.name != name:
        raise UnknownStream(name)
    return address


def address_of(topic: str) -> Address:
    """The stream that `publish` means by `topic`, as its listeners mean it. Raises `UnknownStream`."""
    stream, key = parse(topic)
    return Address(stream, key, stream.slug if stream.naming is Naming.OWN else topic, topic)


def _named(slug: str) -> Stream | None:
    """Streams of their own, and those of the kinds of things."""
    kind = _streams.get(slug) or kinds.get(slug)
    return kind if isinstance(kind, Stream) else None


def _is_key(key: str) -> bool:
    return key.isascii() and key.isdigit() and len(key) <= 18 and (key == "0" or key[0] != "0")

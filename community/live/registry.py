"""What a stream is, and which kinds of streams the house knows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Any

Pair = tuple[int, int]


class UnknownStream(LookupError):
    """The name does not denote a stream of this house."""


class Naming(Enum):
    """How browsers name a stream of a kind."""

    NUMBERED = "room:12"  # many, each with a key
    OWN = "me"  # every member has their own; published as ``me:7``
    SHARED = "office"  # there is one


@dataclass(frozen=True)
class Stream:
    """One kind of stream, declared by the content app that rings it.

    `may_listen(member, key)` says whether this member may hear the stream now; `head(key)` returns its counter: the
    number of its last durable change. For `Naming.OWN` the key is the member's, for `Naming.SHARED` it is 0.

    The batch forms answer for many listeners with a bounded number of queries; they are asked every few seconds, so
    a kind that many hear has them. `may_listen_many(pairs)` returns those of the pairs (member's key, stream's key)
    that may; `heads(keys)` a dict from key to head, without keys that do not exist.

    `typing_in(keys)` returns those streams in which listeners see who is typing (the owner switches it off where too
    many would); `None`: nowhere. `presence`: listeners see which members are here, of those who want to be seen.
    """

    kind: str
    may_listen: Callable[[Any, int], bool]
    head: Callable[[int], int]
    may_listen_many: Callable[[set[Pair]], set[Pair]] | None = None
    heads: Callable[[set[int]], dict[int, int]] | None = None
    naming: Naming = Naming.NUMBERED
    typing_in: Callable[[set[int]], set[int]] | None = None
    presence: bool = False


@dataclass(frozen=True)
class Address:
    """A stream as one listener means it: `name` is what the browser says, `topic` what `publish` calls it."""

    stream: Stream
    key: int
    name: str
    topic: str


_streams: dict[str, Stream] = {}


def register(stream: Stream) -> Stream:
    """Make a kind of stream known; a second declaration of the same kind is a programming error."""
    if stream.kind in _streams:
        raise ValueError(f"Stream kind {stream.kind!r} is declared twice")
    _streams[stream.kind] = stream
    return stream


def parse(topic: str) -> tuple[Stream, int]:
    """Split what `publish` was given, ``"thread:42"``, ``"me:7"`` or ``"office"``, into its kind and its key.

    Raises `UnknownStream` for anything else: the key is at most 18 ASCII digits without a leading zero.
    """
    kind, colon, key = topic.partition(":")
    stream = _streams.get(kind)
    if stream is None:
        raise UnknownStream(topic)
    if stream.naming is Naming.SHARED and not colon:
        return stream, 0
    if stream.naming is Naming.SHARED or not _is_key(key):
        raise UnknownStream(topic)
    return stream, int(key)


def find(name: str, member_pk: int) -> Address:
    """The stream that this member's browser means by `name`. Raises `UnknownStream`."""
    stream = _streams.get(name)
    if stream is not None and stream.naming is Naming.OWN:
        return address_of(f"{name}:{member_pk}")
    address = address_of(name)
    if address.name != name:
        raise UnknownStream(name)
    return address


def address_of(topic: str) -> Address:
    """The stream that `publish` means by `topic`, as its listeners mean it. Raises `UnknownStream`."""
    stream, key = parse(topic)
    return Address(stream, key, stream.kind if stream.naming is Naming.OWN else topic, topic)


def _is_key(key: str) -> bool:
    return key.isascii() and key.isdigit() and len(key) <= 18 and (key == "0" or key[0] != "0")

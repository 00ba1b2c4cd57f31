"""What streams are called: by those who ring them, and by the browsers that hear them."""

from __future__ import annotations

import pytest

from community.kinds import Kind
from community.kinds import registry as kinds
from community.live import Naming, Stream, UnknownStream, address_of, find, parse, register, registry
from community.live.kind import Streamed


class RoomStream(Stream):
    slug = "room"


class OwnBell(Stream):
    slug, naming = "me", Naming.OWN


class OfficeBell(Stream):
    slug, naming = "office", Naming.SHARED


@pytest.fixture(autouse=True)
def declared(monkeypatch):
    monkeypatch.setattr(kinds, "_kinds", {})
    monkeypatch.setattr(registry, "_streams", {})
    for stream in (RoomStream, OwnBell, OfficeBell):
        register(stream)


@pytest.mark.parametrize(
    ("name", "topic", "key"),
    [("room:12", "room:12", 12), ("room:0", "room:0", 0), ("me", "me:7", 7), ("office", "office", 0)],
)
def test_what_a_browser_says_and_what_is_rung(name, topic, key):
    address = find(name, 7)
    assert (address.name, address.topic, address.key) == (name, topic, key)
    assert address_of(topic) == address
    assert parse(topic) == (address.stream, key)


@pytest.mark.parametrize(
    "name",
    [
        "",
        ":",
        "room",
        "room:",
        "room: 1",
        "room:01",
        "room:+1",
        "room:-1",
        "room:1:2",
        "room:٣",
        "ROOM:1",
        "me:7",
        "me:8",
        "office:0",
        "office:",
        "rooms:1",
        "room:" + "9" * 19,
        "room:1\n",
    ],
)
def test_everything_else_is_unknown_to_browsers(name):
    with pytest.raises(UnknownStream):
        find(name, 7)


@pytest.mark.parametrize("topic", ["me", "office:1", "nothing", "room:x"])
def test_and_to_those_who_ring(topic):
    with pytest.raises(UnknownStream):
        parse(topic)


def test_a_stream_is_declared_once():
    with pytest.raises(ValueError, match="twice"):
        register(RoomStream)


def test_a_kind_of_thing_and_a_stream_share_no_name(monkeypatch):
    class Nobody(Kind, Streamed):
        slug = "desk"

    class Desk(Stream):
        slug = "desk"

    monkeypatch.setitem(kinds._kinds, "desk", Nobody())
    with pytest.raises(ValueError, match="twice"):
        register(Desk)

"""Bytes on the wire: what leaves is what every browser can read, what comes in is what the protocol knows."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from websockets.frames import Frame as Parsed
from websockets.streams import StreamReader

from realtime.delivery.frames import BadFrame, Frame, decode, encode

ANY = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=20,
)


@given(st.dictionaries(st.text(), ANY))
def test_an_event_arrives_as_it_was_sent(event):
    assert json.loads(encode(event)) == event


@given(st.text(st.characters(codec=None)))
def test_whatever_stands_in_an_event_the_bytes_are_utf8(words):
    encode({"words": words}).decode("utf-8")


@pytest.mark.parametrize("length", [0, 1, 125, 126, 127, 65_535, 65_536, 200_000])
def test_a_frame_is_what_others_understand_by_one(length):
    payload = b"x" * length
    parsed = parse(Frame.around(payload).wire)
    assert (parsed.opcode, parsed.data, parsed.fin) == (1, payload, True)


@pytest.mark.parametrize("event", [{"n": float("nan")}, {"n": float("inf")}, {"n": object()}])
def test_what_json_cannot_say_is_refused_before_it_is_sent(event):
    with pytest.raises((ValueError, TypeError)):
        Frame.of(event)


@given(st.text() | st.none())
def test_no_text_does_more_than_be_refused(text):
    try:
        message = decode(text)
    except BadFrame:
        return
    assert isinstance(message["type"], str)


@given(ANY)
def test_no_json_does_more_than_be_refused(value):
    test_no_text_does_more_than_be_refused.hypothesis.inner_test(json.dumps(value))


def test_deep_and_huge_things_are_refused_in_no_time():
    for text in (
        "[" * 60_000,
        '{"a":' * 12_000,
        '{"type": ' + "9" * 60_000 + "}",
        '{"type": -' + "9" * 16 + "}",
    ):
        with pytest.raises(BadFrame):
            decode(text)


def parse(wire: bytes) -> Parsed:
    reader = StreamReader()
    reader.feed_data(wire)
    reader.feed_eof()
    parsing = Parsed.parse(reader.read_exact, mask=False)
    try:
        next(parsing)
    except StopIteration as done:
        frame: Parsed = done.value
        return frame
    raise AssertionError("the frame is not whole")

"""What rude browsers cost: themselves the connection, all others nothing."""

from __future__ import annotations

import json
import socket
import time
import urllib.error
import urllib.request
from contextlib import suppress
from urllib.parse import quote
from uuid import uuid4

import pytest
from websockets.exceptions import ConnectionClosed

from tests.factories.people import MemberFactory
from tests.factories.rooms import make_room
from tests.system.realtime.delivery.serving import CSRF, Guest
from tests.unit.community.text.attacks import ATTACKS

MIB = 1024 * 1024
POISON = [
    "",
    "null",
    "[]",
    '"subscribe"',
    "{}",
    '{"type": 7}',
    '{"type": null}',
    '{"type": "subscribe"}',
    '{"type": "subscribe", "stream": 12}',
    '{"type": "subscribe", "stream": "' + "x" * 200 + '"}',
    '{"type": "subscribe", "stream": NaN}',
    '{"type": "here"}',
    '{"type": "here", "streams": "stage:1"}',
    '{"type": "here", "streams": [1]}',
    '{"type": "typing", "stream": Infinity}',
    '{"type": "typing", "stream": ' + "9" * 5000 + "}",
    "[" * 20_000,
    '{"a":' * 5_000 + "1" + "}" * 5_000,
    b"\x00\x01",
]
RAW_TEXTS = [
    "%ED%A0%80",  # half a surrogate pair
    "%00",
    "a%00b",
    "%ff%fe",
    "%E2%80%AE%E2%80%AEnegal",
    "%3E" * 2000,  # quotes in quotes
    "%5B" * 5000 + "%5D" * 5000,
    "-%20" * 2000,
    "NaN",
    "x" * 2 * MIB,
]
FLOOD = json.dumps({"type": "typing", "stream": "stage:1", "padding": "x" * 60_000})
HARMLESS = [
    '{"type": "\\ud800"}',
    '{"type": "subscribe\\u0000", "stream": "stage:1"}',
    '{"type": "typing", "stream": "stage:1\\ud800"}',
    '{"type": "unsubscribe", "stream": "\\u0000"}',
]


@pytest.fixture
def other(server, visit):
    """A well-behaved listener, whom nothing of all this must reach."""
    line = visit(MemberFactory()).hear("stage:1")
    yield line
    server.ring("stage:1")
    assert line.until("head")["stream"] == "stage:1"
    line.close()


@pytest.fixture
def rude(visit):
    line = visit(MemberFactory()).hear("stage:1")
    yield line
    line.close()


@pytest.mark.parametrize("frame", POISON, ids=range(len(POISON)))
def test_a_bad_frame_gets_an_error_and_nothing_worse(server, other, rude, frame):
    rude.socket.send(frame)
    answer = rude.next()
    assert (answer["type"], answer["code"]) == ("error", "bad_request")
    server.ring("stage:1")
    assert rude.next()["type"] == "head"


@pytest.mark.parametrize("frame", HARMLESS, ids=range(len(HARMLESS)))
def test_half_letters_and_nulls_do_nothing(server, other, rude, frame):
    rude.socket.send(frame)
    rude.socket.send('{"type": "subscribe", "stream": "\\ud800"}')
    assert rude.next() == {"type": "error", "code": "not_found", "detail": rude_words(), "stream": "\ud800"}


def rude_words() -> str:
    return "Das gibt es nicht, oder es ist nicht für Sie bestimmt."


@pytest.mark.parametrize(
    "event",
    [{"html": "\ud800"}, {"html": "\0"}, {"html": "\u2028</script>"}, {"type": "from the future"}],
    ids=["half a letter", "null", "line separator", "unknown type"],
)
def test_a_poisoned_event_closes_nobodys_socket(server, other, rude, event):
    server.ring("stage:1", more=event)
    heard = rude.next()
    assert {name: heard[name] for name in event} == event
    other.next()


def test_an_event_that_is_no_json_reaches_nobody(server, other):
    server.ring("stage:1", more={"number": float("nan")})
    assert other.silent()


def test_the_tenth_bad_frame_in_a_minute_ends_it(other, rude):
    for _ in range(9):
        rude.socket.send("nonsense")
        assert rude.next()["code"] == "bad_request"
    rude.socket.send("nonsense")
    assert rude.ended() == 4008


def test_a_flood_ends_with_a_code_that_says_so(server, other, rude):
    """Six frames of this size are what the burst takes; a few more are still listened to for the answer."""
    with suppress(ConnectionClosed):
        for _ in range(9):
            rude.socket.send(FLOOD)
    assert rude.ended() == 4008


def test_a_flood_ends_before_it_fills_the_memory(server, other, rude):
    """Who goes on sending after the goodbye is dropped, and may never have read why."""
    before = server.memory()
    with pytest.raises(ConnectionClosed):
        for _ in range(2000):
            rude.socket.send(FLOOD)
    assert rude.ended() in (4008, 1006)
    assert server.memory() - before < 8 * MIB


def test_many_subscriptions_at_once_are_no_flood(rude):
    for number in range(1000, 1120):
        rude.say(type="subscribe", stream=f"stage:{number}")
    assert [rude.next()["stream"] for _ in range(120)] == [f"stage:{n}" for n in range(1000, 1120)]


def test_a_frame_over_64_kib_closes_with_1009(server, other, rude):
    before = server.memory()
    rude.socket.send("x" * (64 * 1024 + 1))
    assert rude.ended() == 1009
    assert server.memory() - before < 4 * MIB


@pytest.mark.parametrize("kind", ["text", "binary"])
def test_a_frame_of_two_megabytes_ends_only_who_sent_it(server, other, rude, kind):
    before = server.memory()
    with suppress(ConnectionClosed):
        rude.socket.send("ü" * MIB if kind == "text" else b"\xff" * 2 * MIB)
    assert rude.ended() == 1009
    assert server.memory() - before < 4 * MIB


def test_poisonous_texts_are_refused_or_heard_and_break_nothing(server, visit):
    """Whatever is posted: no answer is a fault of ours, and who listens hears exactly what was taken."""
    anna, room = MemberFactory(), make_room()
    guest, listener = visit(anna), visit(MemberFactory()).hear(room.stream)
    taken = []
    for raw in [*RAW_TEXTS, *(quote(attack, errors="replace") for attack in ATTACKS[::8])]:
        key = str(uuid4())
        status = posted(guest, f"/raeume/{room.pk}/nachrichten/", f"key={key}&text={raw}")
        assert status in (201, 400, 413), (status, raw[:80])
        taken += [key] * (status == 201)
    for raw in (
        "reply_to=NaN&text=a&key=b",
        "reply_to=" + "9" * 5000 + "&text=a",
        "key=%00&text=a",
        "%ff=%ff",
        "",
    ):
        assert posted(guest, f"/raeume/{room.pk}/nachrichten/", raw) == 400
    assert len(taken) > 5
    assert [listener.until("message")["key"] for _ in taken] == taken
    listener.close()


def posted(guest: Guest, path: str, body: str) -> int:
    """The status of a form whose body is sent as it stands."""
    headers = {"Cookie": guest.cookies, "X-CSRFToken": CSRF, "Accept": "application/json"}
    request = urllib.request.Request(guest.server.url + path, data=body.encode(), headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as refusal:
        refusal.close()
        return refusal.code


def test_three_hundred_megabytes_are_not_read(server, other, visit):
    """A browser that does not listen to the goodbye is dropped without having cost anything."""
    guest = visit(MemberFactory())
    before, started = server.memory(), time.monotonic()
    with raw_socket(server, guest) as line:
        sent = 0
        try:
            while sent < 300 * MIB and time.monotonic() - started < 20:
                sent += line.send(b"\x81\xff" + (MIB).to_bytes(8, "big") + b"\0" * 4 + b"x" * MIB)
        except OSError:
            pass
    assert sent < 16 * MIB
    assert server.memory() - before < 20 * MIB


def test_who_never_reads_is_cut_off_and_costs_one_outbox(server, other, visit):
    sleepers = [raw_socket(server, visit(MemberFactory()), subscribe="stage:5") for _ in range(5)]
    awake = visit(MemberFactory()).hear("stage:5")
    before = server.memory()
    for _ in range(16):
        server.ring("stage:5", times=4, size=200_000)
        for _ in range(4):
            assert awake.until("head")
    assert server.memory() - before < 5 * 3 * MIB
    assert all(cut_off(sleeper, within=20) for sleeper in sleepers)
    awake.close()


def test_who_reads_too_slowly_is_told_with_1013(server, other, visit):
    """Slow, but alive: what was under way arrives, and then the code that says why."""
    slow = visit(MemberFactory()).hear("stage:6", max_queue=1)
    for _ in range(12):
        server.ring("stage:6", times=4, size=200_000)
    assert slow.ended(20) == 1013


def raw_socket(server, guest, *, subscribe: str = "") -> socket.socket:
    """A WebSocket whose far end does only what it is made to do."""
    line = socket.create_connection(("127.0.0.1", server.port), timeout=20)
    line.sendall(
        f"GET /ws/ HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\nOrigin: {server.origin}\r\n"
        f"Cookie: {guest.cookies}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n".encode()
    )
    answer = b""
    while b'"hello"' not in answer:
        answer += line.recv(4096)
    if subscribe:
        words = json.dumps({"type": "subscribe", "stream": subscribe}).encode()
        line.sendall(bytes([0x81, 0x80 | len(words)]) + b"\0" * 4 + words)
        assert b"subscribed" in line.recv(4096)
    return line


def cut_off(line: socket.socket, within: float) -> bool:
    """Without ever reading: whether the server has hung up, as the state of the connection says."""
    until = time.monotonic() + within
    while time.monotonic() < until:
        established = 1
        if line.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, 1)[0] != established:
            return True
        time.sleep(0.2)
    return False


def test_of_one_member_fifty_sockets_are_open_and_others_still_come(server, visit):
    guest, lines = visit(MemberFactory()), []
    try:
        lines = [guest.connect() for _ in range(50)]
        assert [line.next()["type"] for line in lines] == ["hello"] * 50
        assert guest.refused() == 403
        assert visit(MemberFactory()).refused() == 101, "nobody else pays for it"
        lines.pop().close()
        assert retried(guest.refused, 101)
    finally:
        for line in lines:
            line.close()


def retried(ask, wanted: int) -> bool:
    """Whether the answer comes within some seconds: the server notices a moment later that a socket is gone."""
    end = time.monotonic() + 5
    while time.monotonic() < end:
        if ask() == wanted:
            return True
        time.sleep(0.1)
    return False

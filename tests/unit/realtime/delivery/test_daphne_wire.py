"""What we take for granted about the inside of Daphne. When an upgrade turns this red, read `daphne_wire` first."""

from __future__ import annotations

import inspect

import daphne.server
import pytest
from daphne.ws_protocol import WebSocketProtocol

from realtime.delivery.daphne_wire import DirectWire, HouseSockets
from realtime.delivery.frames import Frame


def test_daphne_takes_its_factories_from_its_module():
    source = inspect.getsource(daphne.server.Server.run)
    assert "self.http_factory = HTTPFactory(self)" in source
    assert "self.ws_factory = WebSocketFactory(self, server=self.server_name)" in source


def test_daphne_makes_applications_where_we_put_the_wire_in():
    assert list(inspect.signature(daphne.server.Server.create_application).parameters) == [
        "self",
        "protocol",
        "scope",
    ]


def test_every_frame_passes_our_door():
    """`onMessage` is where Daphne fills its queue, and the factory makes our sockets."""
    assert "application_queue.put_nowait" in inspect.getsource(WebSocketProtocol.onMessage)
    assert HouseSockets.protocol.onMessage is not WebSocketProtocol.onMessage


class FakeSocket:
    """Takes so many bytes at once, and then none."""

    def __init__(self, room: int) -> None:
        self.room = room
        self.taken = b""

    def send(self, data: bytes) -> int:
        if not self.room:
            raise BlockingIOError
        taken = data[: self.room]
        self.room -= len(taken)
        self.taken += taken
        return len(taken)


class FakeTransport:
    def __init__(self, room: int) -> None:
        self.socket = FakeSocket(room)
        self.dataBuffer, self.offset, self.disconnecting = b"", 0, False
        self._tempDataBuffer: list[bytes] = []
        self._tempDataLen = 0

    def write(self, data: bytes) -> None:
        self._tempDataBuffer.append(data)
        self._tempDataLen += len(data)

    @property
    def all(self) -> bytes:
        return self.socket.taken + self.dataBuffer + b"".join(self._tempDataBuffer)


class FakeProtocol:
    STATE_OPEN = state = 3

    def __init__(self, room: int) -> None:
        self.transport = FakeTransport(room)
        self.closed_with: list[int] = []

    def close_with(self, code: int) -> None:
        self.closed_with.append(code)
        self.state = 2


@pytest.mark.parametrize("room", [0, 1, 10, 40, 41, 100])
def test_frames_stay_whole_and_in_order_wherever_the_socket_stops(room):
    protocol = FakeProtocol(room)
    wire = DirectWire(protocol)
    frames = [Frame.of({"n": n, "words": "x" * 20}) for n in range(5)]
    for frame in frames:
        wire.write(frame)
        protocol.transport.socket.room += 7  # some room again, but what waits goes first
    assert protocol.transport.all == b"".join(frame.wire for frame in frames)


def test_nothing_is_written_after_the_goodbye():
    protocol = FakeProtocol(1000)
    wire = DirectWire(protocol)
    wire.close(4003)
    wire.write(Frame.of({"n": 1}))
    assert protocol.transport.all == b""


def test_who_is_behind_is_cut_by_time_and_who_makes_progress_is_not(monkeypatch):
    now = 1000.0
    monkeypatch.setattr("realtime.delivery.daphne_wire.time.monotonic", lambda: now)
    steady, stuck = FakeProtocol(0), FakeProtocol(0)
    wires = DirectWire(steady), DirectWire(stuck)
    frame = Frame.of({"words": "x" * 1000})
    for _ in range(40):
        for wire in wires:
            wire.write(frame)
            wire.check(now)
        # One frame leaves a second: always something waits, but nothing waits for long.
        transport = steady.transport
        while len(transport._tempDataBuffer) > 3:
            transport._tempDataLen -= len(transport._tempDataBuffer.pop(0))
        now += 1.0
    assert steady.closed_with == []
    assert stuck.closed_with == [1013]


def test_a_full_outbox_is_cut_at_once():
    protocol = FakeProtocol(0)
    wire = DirectWire(protocol)
    frame = Frame.of({"words": "x" * 100_000})
    written = 0
    while not protocol.closed_with and written < 100:
        wire.write(frame)
        written += 1
    assert protocol.closed_with == [1013]
    assert written == 11

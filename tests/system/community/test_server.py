"""The server under rude guests: bodies beyond the limit, heads and bodies that never end, answers that nobody takes."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
LIMIT = 1024 * 1024
APP = """
import asyncio
async def application(scope, receive, send):
    body = b""
    while True:
        part = await receive()
        body += part.get("body", b"")
        if not part.get("more_body"):
            break
    if scope["path"] == "/big":
        await send({"type": "http.response.start", "status": 200, "headers": []})
        for _ in range(300):
            await send({"type": "http.response.body", "body": b"x" * 65536, "more_body": True})
        await send({"type": "http.response.body"})
        return
    if scope["path"] == "/slow":
        print("slow", flush=True)
        await asyncio.sleep(1.5)
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": str(len(body)).encode()})
from community import connections, server
connections.HEAD_WITHIN = connections.BODY_WITHIN = connections.TAKEN_WITHIN = 2.0
%s
server.HouseServer(
    application, request_limit=%d, per_address=%d, endpoints=["tcp:port=%d:interface=127.0.0.1"]
).run()
"""
BIG = 300 * 65536


@contextmanager
def running(more: str = "", *, per_address: int = 0) -> Iterator[tuple[subprocess.Popen, int]]:
    """A server with a limit of 1 MiB; `more` is Python that runs before it starts."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-c", APP % (more, LIMIT, per_address, port)],
        cwd=ROOT,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
    )
    try:
        wait_for(port)
        yield process, port
    finally:
        process.kill()
        process.wait()


@pytest.fixture
def served():
    """A running server; its process and port."""
    with running() as server:
        yield server


def wait_for(port: int) -> None:
    until = time.monotonic() + 20
    while time.monotonic() < until:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.05)
    raise AssertionError("the server did not start")


def memory(process: subprocess.Popen) -> int:
    """Resident memory in bytes."""
    pages = Path(f"/proc/{process.pid}/statm").read_text().split()[1]
    return int(pages) * os.sysconf("SC_PAGE_SIZE")


def test_a_body_within_the_limit_arrives_whole(served):
    _process, port = served
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("POST", "/", body=b"x" * LIMIT)
    assert connection.getresponse().read() == str(LIMIT).encode()


def test_an_announced_body_over_the_limit_is_refused_before_it_is_read(served):
    process, port = served
    before = memory(process)
    with socket.create_connection(("127.0.0.1", port), timeout=10) as guest:
        guest.sendall(b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 314572800\r\n\r\n")
        answer = guest.recv(4096)
    assert answer.startswith(b"HTTP/1.1 413 ")
    assert "zu groß".encode() in answer
    assert memory(process) - before < LIMIT


def test_an_unannounced_body_is_cut_off_at_the_limit(served):
    _process, port = served
    sent, refused = 0, b""
    with socket.create_connection(("127.0.0.1", port), timeout=10) as guest:
        guest.sendall(b"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n")
        chunk = b"10000\r\n" + b"x" * 0x10000 + b"\r\n"
        with suppress(OSError):
            while sent < 300 * LIMIT:
                guest.sendall(chunk)
                sent += 0x10000
        with suppress(OSError):
            refused = guest.recv(4096)
    assert sent < 32 * LIMIT, "the server went on reading"
    assert refused == b"" or refused.startswith(b"HTTP/1.1 413 ")


def test_headers_that_never_end_are_cut_off_however_they_drip(served):
    _process, port = served
    with socket.create_connection(("127.0.0.1", port), timeout=10) as guest:
        guest.sendall(b"GET / HTTP/1.1\r\nHost: a\r\n")
        assert is_cut(guest, drip=b"X-Slow: 1\r\n")


def test_a_second_head_on_the_same_line_is_cut_off_too(served):
    _process, port = served
    with socket.create_connection(("127.0.0.1", port), timeout=10) as guest:
        guest.sendall(b"GET / HTTP/1.1\r\nHost: a\r\n\r\n")
        assert b"200" in guest.recv(4096)
        guest.sendall(b"GET / HTTP/1.1\r\nHost: a\r\n")
        assert is_cut(guest, drip=b"X-Slow: 1\r\n")


@pytest.mark.parametrize(
    ("announced", "drip"), [("Content-Length: 9000", b"x"), ("Transfer-Encoding: chunked", b"1\r\nx\r\n")]
)
def test_a_body_that_never_ends_is_cut_off_however_it_drips(served, announced, drip):
    _process, port = served
    with socket.create_connection(("127.0.0.1", port), timeout=10) as guest:
        guest.sendall(f"POST / HTTP/1.1\r\nHost: a\r\n{announced}\r\n\r\n".encode())
        assert is_cut(guest, drip=drip)


def is_cut(guest: socket.socket, *, drip: bytes) -> bool:
    """Whether the server hangs up, while something drips in."""
    until = time.monotonic() + 15
    while time.monotonic() < until:
        try:
            guest.sendall(drip)
            time.sleep(0.2)
            guest.setblocking(False)
            if guest.recv(1) == b"":
                return True
        except BlockingIOError:
            guest.setblocking(True)
        except OSError:
            return True
    return False


def test_a_body_that_comes_slowly_but_comes_is_taken():
    """A line of 32 KiB a second needs three seconds for 100 KiB, which is more than the deadline alone."""
    with running() as (_process, port), socket.create_connection(("127.0.0.1", port), timeout=10) as guest:
        guest.sendall(b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 102400\r\n\r\n")
        for _ in range(25):
            guest.sendall(b"x" * 4096)
            time.sleep(0.12)
        assert b"\r\n102400\r\n" in guest.recv(4096)


def test_who_does_not_read_costs_a_piece_and_is_cut(served):
    """Thirty readers of 20 MB each: none of them holds more than a piece, all are gone soon, others read on."""
    process, port = served
    before = memory(process)
    with ExitStack() as lines:
        guests = [lines.enter_context(deaf(port)) for _ in range(30)]
        for guest in guests:
            guest.sendall(b"GET /big HTTP/1.1\r\nHost: a\r\n\r\n")
        wait_until(lambda: all(map(has_something, guests)))
        assert memory(process) - before < 30 * 512 * 1024
        assert len(whole(port)) == BIG
        wait_until(lambda: descriptors(process) < 30)


def test_who_reads_slowly_is_served_to_the_end(served):
    """Three times as long as one may take nothing."""
    _process, port = served
    with deaf(port) as guest:
        guest.settimeout(10)
        guest.sendall(b"GET /big HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
        read, began = 0, time.monotonic()
        while piece := guest.recv(65536):
            read += len(piece)
            time.sleep(max(0.0, 6.0 * read / BIG - (time.monotonic() - began)))
    assert read > BIG


def test_of_too_many_from_one_address_the_oldest_goes():
    later = "connections.HEAD_WITHIN = 60; connections.GRACE = 0.2"
    with running(later, per_address=5) as (_process, port), ExitStack() as lines:
        silent = [lines.enter_context(socket.create_connection(("127.0.0.1", port))) for _ in range(12)]
        for guest in silent[:7]:
            guest.settimeout(20)
            with suppress(ConnectionResetError):
                assert guest.recv(1) == b""
        silent[-1].sendall(b"GET / HTTP/1.1\r\nHost: a\r\n\r\n")
        assert b"200" in silent[-1].recv(4096), "the youngest were to stay"


def test_a_whole_town_hall_may_come_at_once():
    """Forty browsers open their lines before the first of them asks; none is cut for that."""
    with running("connections.HEAD_WITHIN = 60", per_address=5) as (_process, port), ExitStack() as lines:
        together = [lines.enter_context(socket.create_connection(("127.0.0.1", port))) for _ in range(40)]
        for guest in together:
            guest.settimeout(20)
            guest.sendall(b"GET / HTTP/1.1\r\nHost: a\r\n\r\n")
        assert [guest for guest in together if b"200" not in guest.recv(4096)] == []


def test_with_few_descriptors_the_house_stays_open():
    """A hundred silent lines where there is room for 64: whoever asks is answered at once, and files can be opened."""
    few = (
        "import resource\nresource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))\nconnections.HEAD_WITHIN = 60"
    )
    with running(few) as (process, port), ExitStack() as lines:
        for _ in range(100):
            lines.enter_context(socket.create_connection(("127.0.0.1", port), timeout=10))
        for _ in range(5):
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
            connection.request("POST", "/", body=b"x" * 200_000)  # lies in a file
            assert connection.getresponse().read() == b"200000"
        assert descriptors(process) <= 52


def deaf(port: int) -> socket.socket:
    """A line with next to no room for what comes in."""
    guest = socket.socket()
    guest.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    guest.connect(("127.0.0.1", port))
    return guest


def has_something(guest: socket.socket) -> bool:
    guest.setblocking(False)
    try:
        return bool(guest.recv(1, socket.MSG_PEEK))
    except BlockingIOError:
        return False
    finally:
        guest.setblocking(True)


def whole(port: int) -> bytes:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    connection.request("GET", "/big")
    return connection.getresponse().read()


def descriptors(process: subprocess.Popen) -> int:
    return len(os.listdir(f"/proc/{process.pid}/fd"))


def wait_until(true: Callable[[], bool], within: float = 20.0) -> None:
    until = time.monotonic() + within
    while not true():
        assert time.monotonic() < until, "it did not come about"
        time.sleep(0.1)


def test_a_stopping_server_lets_the_running_request_finish(served):
    process, port = served
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("POST", "/slow", body=b"abc")
    assert process.stdout.readline() == b"slow\n"
    process.send_signal(signal.SIGTERM)
    assert connection.getresponse().read() == b"3"
    assert process.wait(timeout=10) is not None

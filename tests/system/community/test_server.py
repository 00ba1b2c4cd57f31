"""The server under rude guests: bodies beyond the limit, headers that never end, a stop in the middle of work."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
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
    if scope["path"] == "/slow":
        print("slow", flush=True)
        await asyncio.sleep(1.5)
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": str(len(body)).encode()})
from community import server
server.HEADERS_WITHIN = 2.0
server.HouseServer(application, request_limit=%d, endpoints=["tcp:port=%d:interface=127.0.0.1"]).run()
"""


@pytest.fixture
def served():
    """A running server with a limit of 1 MiB; yields its process and port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-c", APP % (LIMIT, port)],
        cwd=ROOT,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
    )
    wait_for(port)
    yield process, port
    process.kill()
    process.wait()


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
    started = time.monotonic()
    with socket.create_connection(("127.0.0.1", port), timeout=10) as guest:
        guest.sendall(b"GET / HTTP/1.1\r\nHost: a\r\n")
        alive = True
        while alive and time.monotonic() - started < 15:
            try:
                guest.sendall(b"X-Slow: 1\r\n")
                time.sleep(0.2)
                guest.setblocking(False)
                alive = guest.recv(1) != b""
            except BlockingIOError:
                guest.setblocking(True)
            except OSError:
                alive = False
    assert not alive


def test_a_stopping_server_lets_the_running_request_finish(served):
    process, port = served
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("POST", "/slow", body=b"abc")
    assert process.stdout.readline() == b"slow\n"
    process.send_signal(signal.SIGTERM)
    assert connection.getresponse().read() == b"3"
    assert process.wait(timeout=10) is not None

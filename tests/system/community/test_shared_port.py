"""Several processes on one port: each gets its part, and when one is gone the others get all."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
APP = """
import os, sys
async def application(scope, receive, send):
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": str(os.getpid()).encode()})
from community.server import HouseServer, shared_port
def stop():
    print("stopping", flush=True)
endpoint = shared_port("127.0.0.1", int(sys.argv[1]))
HouseServer(application, request_limit=1024, on_stop=stop, endpoints=[endpoint]).run()
"""


@pytest.fixture
def port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        number: int = free.getsockname()[1]
    return number


@pytest.fixture
def processes(port):
    command = [sys.executable, "-c", APP, str(port)]
    pair = [subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    yield pair
    for process in pair:
        process.kill()
        process.wait()


def answering(port: int, times: int) -> set[int]:
    """Who answers, each time on a new connection."""
    found = set()
    for _ in range(times):
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=5) as answer:
            found.add(int(answer.read()))
    return found


def test_connections_are_spread_and_survive_the_end_of_one(processes, port):
    pids = {process.pid for process in processes}
    until = time.monotonic() + 20
    while time.monotonic() < until:
        try:
            if answering(port, 20) == pids:
                break
        except OSError:
            time.sleep(0.1)
    else:
        raise AssertionError("not both of them answer")
    leaving, staying = processes
    leaving.send_signal(signal.SIGTERM)
    assert leaving.wait(10) is not None
    assert leaving.stdout.read() == "stopping\n"
    assert answering(port, 20) == {staying.pid}

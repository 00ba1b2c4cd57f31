"""A served child answers, hears once that it shall end, and ends in any case."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
Parent = subprocess.Popen[str]

PARENT = """
import os, sys
from pathlib import Path
from tools.dev.serving import serve
child, port, grace = sys.argv[1:]
sys.exit(serve([sys.executable, "-u", "-c", child, port], cwd=Path.cwd(), env=dict(os.environ),
    url=f"http://127.0.0.1:{port}/healthz", ready=lambda: print("ready", flush=True), grace=float(grace)))
"""
POLITE = """
import http.server, signal, sys
def stop(*_):
    print("told to stop", flush=True)
    raise SystemExit
signal.signal(signal.SIGTERM, stop)
http.server.HTTPServer(("127.0.0.1", int(sys.argv[1])), http.server.SimpleHTTPRequestHandler).serve_forever()
"""
DEAF = POLITE.replace("raise SystemExit", "pass").replace(
    "stop)", "stop); signal.signal(signal.SIGINT, stop)"
)


@pytest.fixture
def port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def start(port: int) -> Iterator[Callable[..., Parent]]:
    started: list[Parent] = []

    def start_one(child: str, *, grace: float = 4, deaf: bool = False) -> Parent:
        command = [sys.executable, "-c", PARENT, child, str(port), str(grace)]
        started.append(
            subprocess.Popen(
                command,
                cwd=ROOT,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                text=True,
                start_new_session=True,
                preexec_fn=_ignore_interrupts if deaf else None,
            )
        )
        return started[-1]

    yield start_one
    for parent in started:
        parent.terminate()
        parent.wait(20)


def _ignore_interrupts() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def test_started_in_the_background_it_still_hears_ctrl_c(start: Callable[..., Parent]) -> None:
    parent = start(POLITE, deaf=True)
    _wait_for(parent, "ready")
    os.killpg(parent.pid, signal.SIGINT)
    assert parent.communicate(timeout=5)[0].split("\n")[:-1] == ["told to stop"]


@pytest.mark.parametrize("stop", [signal.SIGTERM, signal.SIGINT])
def test_a_stop_is_passed_on_once(start: Callable[..., Parent], port: int, stop: signal.Signals) -> None:
    parent = start(POLITE)
    _wait_for(parent, "ready")
    os.killpg(parent.pid, stop)
    assert parent.communicate(timeout=5)[0].split("\n")[:-1] == ["told to stop"]
    assert parent.returncode == 0
    assert _free(port)


def test_a_child_that_does_not_hear_is_killed(start: Callable[..., Parent], port: int) -> None:
    parent = start(DEAF, grace=0.5)
    _wait_for(parent, "ready")
    started = time.monotonic()
    parent.terminate()
    parent.communicate(timeout=5)
    assert 0.5 <= time.monotonic() - started < 3
    assert parent.returncode == 0
    assert _free(port)


def test_a_child_that_fails_gives_its_code_and_is_never_ready(start: Callable[..., Parent]) -> None:
    parent = start("raise SystemExit(3)")
    assert parent.communicate(timeout=5)[0] == ""
    assert parent.returncode == 3


def _wait_for(parent: Parent, line: str) -> None:
    assert parent.stdout is not None
    assert parent.stdout.readline().strip() == line


def _free(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) != 0

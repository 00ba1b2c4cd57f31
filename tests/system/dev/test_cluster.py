"""Several processes on one port: launched together, replaced when one dies, ended together."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import psycopg
import pytest

from tests.parts import PARTS, needs
from tools.dev import cluster
from tools.dev.cluster import Fleet, listening
from tools.dev.environment import Failed

ROOT = Path(__file__).resolve().parents[3]
LISTENS = """
import signal, socket, sys, time
line = socket.socket()
line.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
line.bind(("127.0.0.1", int(sys.argv[1])))
line.listen()
if len(sys.argv) > 2:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
time.sleep(60)
"""


@pytest.fixture
def port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        number: int = free.getsockname()[1]
    return number


@pytest.fixture
def fleet():
    fleet = Fleet(ROOT, dict(os.environ))
    yield fleet
    for _command, process in fleet.crew:
        process.kill()
        process.wait()


def command(port: int, *more: str) -> list[str]:
    return [sys.executable, "-c", LISTENS, str(port), *more]


def until(true, within: float = 10.0) -> None:
    end = time.monotonic() + within
    while not true():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.05)


def test_all_listen_on_the_same_port(fleet, port):
    fleet.launch(command(port), 3)
    until(lambda: listening(port) == 3)


def test_one_that_dies_is_replaced(fleet, port, monkeypatch):
    monkeypatch.setattr(cluster, "PAUSE", 0.1)
    fleet.launch(command(port), 2)
    until(lambda: listening(port) == 2)
    victim = fleet.crew[0][1]
    victim.send_signal(signal.SIGKILL)
    victim.wait()
    until(lambda: listening(port) == 1)
    fleet._replace_the_dead()
    until(lambda: listening(port) == 2)
    assert fleet.crew[0][1].pid != victim.pid


def test_ready_is_said_once_everything_is_up(fleet, port):
    said: list[int] = []
    fleet.launch(command(port), 2)
    watching = threading.Thread(
        target=lambda: fleet.watch(
            is_ready=lambda: listening(port) == 2, ready=lambda: said.append(listening(port))
        ),
        daemon=True,
    )
    watching.start()
    until(lambda: bool(said))
    assert said == [2]


def test_a_process_that_cannot_start_is_no_cluster(fleet):
    fleet.launch([sys.executable, "-c", "raise SystemExit(3)"], 1)
    with pytest.raises(Failed, match="did not start"):
        fleet.watch(is_ready=lambda: False, ready=lambda: None)


def test_the_end_is_the_end_of_all_also_of_the_deaf(fleet, port, monkeypatch):
    monkeypatch.setattr(cluster, "GRACE", 0.5)
    fleet.launch(command(port), 2)
    fleet.launch(command(port, "deaf"), 1)
    until(lambda: listening(port) == 3)
    fleet.end()
    assert listening(port) == 0
    assert sorted(process.returncode for _command, process in fleet.crew) == [-15, -15, -9]


@needs("postgresql")
@needs("redis")
def test_the_services_are_found_and_a_missing_database_is_made():
    name = f"demografiedialog_{os.getpid()}_cluster"
    url = str(PARTS["postgresql"]).replace("postgresql://", "postgres://").rsplit("/", 1)[0] + f"/{name}"
    env = os.environ | {"DATABASE_URL": url, "REDIS_URL": str(PARTS["redis"])}
    try:
        done = subprocess.run(
            [sys.executable, "-m", "tools.dev.services"], cwd=ROOT, env=env, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stderr
        assert url in done.stdout and str(PARTS["redis"]) in done.stdout
    finally:
        drop(name)


def test_what_is_missing_is_named():
    env = os.environ | {"DATABASE_URL": "sqlite:///x", "REDIS_URL": "redis://127.0.0.1:1/0"}
    done = subprocess.run(
        [sys.executable, "-m", "tools.dev.services"], cwd=ROOT, env=env, capture_output=True, text=True
    )
    assert done.returncode == 1
    assert "PostgreSQL" in done.stderr


def drop(name: str) -> None:
    with psycopg.connect(str(PARTS["postgresql"]), autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}"')

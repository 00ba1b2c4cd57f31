"""So many at a time on this machine, a few wait for a while, and whoever dies gives the turn back."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from community.web.refusals import Busy
from community.web.turns import Turns

HOLDER = """
import fcntl, os, sys
handle = os.open(sys.argv[1], os.O_RDWR | os.O_CREAT)
fcntl.flock(handle, fcntl.LOCK_EX)
print("held", flush=True)
sys.stdin.read()
"""


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> Path:
    settings.TURNS_ROOT = tmp_path
    return tmp_path


@pytest.mark.parametrize("at_once", [1, 3])
def test_no_more_hold_a_turn_at_once_than_there_are(at_once: int) -> None:
    turns, lock, now, most = Turns("x", at_once=at_once, waiting=12, within=60), threading.Lock(), 0, 0

    def work(_number: int) -> None:
        nonlocal now, most
        with turns.take("no"):
            with lock:
                now += 1
                most = max(most, now)
            threading.Event().wait(0.01)
            with lock:
                now -= 1

    with ThreadPoolExecutor(12) as crowd:
        list(crowd.map(work, range(12)))
    assert (now, most) == (0, at_once)


def test_whoever_waits_too_long_is_refused_in_the_given_words() -> None:
    turns = Turns("x", waiting=1, within=0.1)
    with (
        turns.take("no"),
        pytest.raises(Busy, match="Gerade ist viel los") as refused,
        turns.take("Gerade ist viel los"),
    ):
        pass
    assert (refused.value.status, refused.value.seconds) == (503, 5)


def test_more_than_may_wait_are_refused_at_once() -> None:
    turns = Turns("x", within=600)
    with turns.take("no"), pytest.raises(Busy), turns.take("no"):
        pass


def test_a_turn_that_another_process_held_is_free_when_it_is_killed(folder: Path) -> None:
    turns = Turns("x", within=0)
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(folder / "x-0")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert holder.stdout
    holder.stdout.readline()
    with pytest.raises(Busy), turns.take("no"):
        pass
    holder.kill()
    holder.communicate()
    with turns.take("no"):
        pass


def test_nothing_is_left_of_a_turn_and_a_failure_gives_it_back(folder: Path) -> None:
    turns = Turns("member-7")
    with pytest.raises(RuntimeError), turns.take("no"):
        raise RuntimeError
    with turns.take("no"):
        assert os.listdir(folder) == ["member-7-0"]
    assert os.listdir(folder) == []

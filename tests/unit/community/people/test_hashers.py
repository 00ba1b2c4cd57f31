"""Hashing passwords: what one costs, and how much memory all of them take at a time, counted in the library itself."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import argon2
import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher, check_password, get_hashers, make_password

from community.people.accounts import hashers
from community.web.refusals import Busy

FORMER = Argon2PasswordHasher().encode("ein altes Passwort", "salzsalzsalz")
FORMER_KIB = 102_400


class Counting:
    """Argon2 that hashes nothing: it notes how many KiB it would hold, and holds them until all have knocked."""

    def __init__(self) -> None:
        self.held, self.most, self.calls = 0, 0, 0
        self._lock = threading.Lock()
        self._rest = threading.Event()

    def __call__(self, kib: int) -> None:
        with self._lock:
            self.calls += 1
            self.held += kib
            self.most = max(self.most, self.held)
        self._rest.wait(0.005)
        with self._lock:
            self.held -= kib


@pytest.fixture
def counting(monkeypatch: pytest.MonkeyPatch) -> Counting:
    count = Counting()

    def hash_secret(*_args: object, memory_cost: int, **_named: object) -> bytes:
        count(memory_cost)
        return b"$argon2id$v=19$m=19456,t=2,p=1$c2FsenNhbHo$aGFzaA"

    def verify(_self: object, encoded: str, _password: str) -> bool:
        count(argon2.extract_parameters(encoded).memory_cost)
        raise argon2.exceptions.VerifyMismatchError

    monkeypatch.setattr("argon2.low_level.hash_secret", hash_secret)
    monkeypatch.setattr("argon2.PasswordHasher.verify", verify)
    return count


def at_once(*calls: Callable[[], object]) -> None:
    together = threading.Barrier(len(calls))

    def run(call: Callable[[], object]) -> None:
        together.wait()
        with suppress(Busy):
            call()

    with ThreadPoolExecutor(len(calls)) as threads:
        list(threads.map(run, calls))


def test_32_at_once_hold_no_more_memory_than_there_is_room_for(counting: Counting) -> None:
    """Wrong passwords, former hashes, accounts that are not there, new passwords: whoever hashes waits for a turn."""
    present = make_password("ein neues Passwort")
    ways = (
        lambda: check_password("falsch", present),
        lambda: check_password("falsch", FORMER),
        lambda: check_password("falsch", "!none was set"),
        lambda: make_password("ganz neu"),
    )
    at_once(*ways * 8)
    assert counting.calls == 33
    assert counting.most <= max(FORMER_KIB, hashers.AT_ONCE * hashers.MEMORY)
    assert counting.held == hashers.hashing_memory.taken == 0


def test_only_so_many_hash_at_a_time(counting: Counting) -> None:
    at_once(*[lambda: make_password("ganz neu")] * 32)
    assert counting.most <= hashers.AT_ONCE * hashers.MEMORY


def test_a_former_hash_gets_its_turn_alone(counting: Counting) -> None:
    present = make_password("ein neues Passwort")
    at_once(*[lambda: check_password("falsch", FORMER), lambda: check_password("falsch", present)] * 8)
    assert counting.most <= FORMER_KIB


def test_who_waits_too_long_hears_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hashers, "TURN_WITHIN", 0.01)
    with (
        hashers.hashing_memory.reserve(hashers.hashing_memory.room),
        pytest.raises(Busy, match="sehr viele zugleich"),
    ):
        make_password("ganz neu")
    assert hashers.hashing_memory.taken == 0
    make_password("ganz neu")


def test_a_hasher_that_fails_gives_its_turn_back(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_args: object, **_named: object) -> bytes:
        raise MemoryError

    monkeypatch.setattr("argon2.low_level.hash_secret", broken)
    with pytest.raises(MemoryError):
        make_password("ganz neu")
    assert hashers.hashing_memory.taken == 0


def test_new_hashes_follow_the_recommendation_and_former_ones_are_renewed() -> None:
    renewed: list[str] = []
    assert check_password("ein altes Passwort", FORMER, renewed.append)
    assert renewed == ["ein altes Passwort"]
    present = make_password("ein altes Passwort")
    assert present.startswith("argon2$argon2id$v=19$m=19456,t=2,p=1$")
    assert check_password("ein altes Passwort", present, renewed.append)
    assert len(renewed) == 1
    assert not check_password("falsch", FORMER, renewed.append)


def test_no_hasher_is_without_turns() -> None:
    assert {type(hasher).__module__ for hasher in get_hashers()} == {hashers.__name__}


def test_passwords_from_elsewhere_wait_for_a_turn_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hashers.HousePBKDF2, "iterations", 1)
    encoded = hashers.HousePBKDF2().encode("von anderswo", "salz")
    assert check_password("von anderswo", encoded)
    monkeypatch.setattr(hashers, "TURN_WITHIN", 0.01)
    with hashers.hashing_memory.reserve(hashers.hashing_memory.room), pytest.raises(Busy):
        check_password("von anderswo", encoded)

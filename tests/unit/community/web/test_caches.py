"""Counters over Redis: shared while it answers, of each process alone while it does not; never in the way."""

from __future__ import annotations

import socket
import time
from threading import Thread

import pytest

from community.web.caches import HardyRedisCache
from tests.parts import PARTS, needs


@pytest.fixture(autouse=True)
def _patient_again(monkeypatch):
    monkeypatch.setattr(HardyRedisCache, "_asked_again_at", 0.0)


def cache_at(url: str) -> HardyRedisCache:
    cache = HardyRedisCache(url, {"KEY_PREFIX": f"test-{time.monotonic_ns()}"})
    cache._spare.clear()
    return cache


@pytest.fixture
def nowhere() -> str:
    """An address at which nobody listens."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return f"redis://127.0.0.1:{free.getsockname()[1]}/0"


@pytest.fixture
def asleep():
    """A Redis that accepts and never answers."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield f"redis://127.0.0.1:{listening.getsockname()[1]}/0"


def use(cache: HardyRedisCache) -> None:
    assert cache.get("count", 0) == 0
    assert cache.add("count", 1, 60) is True
    assert cache.add("count", 5, 60) is False
    assert cache.incr("count") == 2
    assert cache.get("count") == 2
    cache.set_many({"one": [1], "two": {"zwei": 2}}, 60)
    assert cache.get_many(["one", "two", "three"]) == {"one": [1], "two": {"zwei": 2}}
    assert cache.has_key("one") and cache.touch("one", 30)
    cache.delete_many(["one", "two"])
    assert cache.delete("count") is True
    assert cache.get("count") is None
    assert cache.get_or_set("made", lambda: 3, 60) == 3


@needs("redis")
def test_with_redis():
    url = PARTS["redis"]
    cache = cache_at(str(url))
    use(cache)
    assert HardyRedisCache._asked_again_at == 0.0, "it was not Redis that answered"
    other = HardyRedisCache(str(url), {"KEY_PREFIX": cache.key_prefix})
    assert other.get("made") == 3
    assert other._cache is cache._cache, "one pool for the process"


def test_without_redis(nowhere):
    use(cache_at(nowhere))


def test_with_a_redis_that_is_asleep_one_request_waits_and_the_others_do_not(asleep):
    cache = cache_at(asleep)
    started = time.monotonic()
    use(cache)
    assert time.monotonic() - started < 3


def test_it_is_asked_again_after_a_while(nowhere, monkeypatch):
    cache = cache_at(nowhere)
    cache.set("word", "here", 60)
    assert HardyRedisCache._asked_again_at > time.monotonic()
    asked = []
    monkeypatch.setattr(HardyRedisCache, "_cache", property(lambda _self: asked.append(1) or cache._spare))
    cache.get("word")
    assert asked == []
    monkeypatch.setattr(HardyRedisCache, "_asked_again_at", 0.0)
    cache.get("word")
    assert asked == [1]


def test_a_key_that_is_not_there_cannot_be_raised_in_either(nowhere):
    with pytest.raises(ValueError):
        cache_at(nowhere).incr("nothing")


def test_all_threads_know_that_redis_is_away(nowhere):
    cache_at(nowhere).get("word")
    found: list[float] = []

    def ask() -> None:
        started = time.monotonic()
        cache_at(nowhere).get("word")
        found.append(time.monotonic() - started)

    thread = Thread(target=ask)
    thread.start()
    thread.join()
    assert found[0] < 0.1


@needs("redis")
def test_emptying_it_leaves_what_others_keep_in_the_same_redis():
    ours, theirs = cache_at(str(PARTS["redis"])), cache_at(str(PARTS["redis"]))
    ours.set("word", "ours", 60)
    theirs.set("word", "theirs", 60)
    ours.clear()
    assert (ours.get("word"), theirs.get("word")) == (None, "theirs")

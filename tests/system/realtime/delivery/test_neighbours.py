"""Two installations on one Redis: each hears itself, neither hears the other."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest

from tests.factories.people import MemberFactory
from tests.parts import needs
from tests.system.realtime.delivery.middle import Redis
from tests.system.realtime.delivery.serving import SOON, Guest, Server
from tests.system.realtime.delivery.test_layer import heard_within
from tests.template_database import sqlite_file

pytestmark = needs("redis")


@pytest.fixture(scope="module")
def redis(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Redis]:
    redis = Redis(tmp_path_factory.mktemp("redis"))
    yield redis
    redis.kill()


@pytest.fixture(scope="module")
def neighbour(redis: Redis, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Another installation: a database of its own, the same secret key as ours, as a copy would have it."""
    folder = tmp_path_factory.mktemp("neighbour")
    database = folder / "neighbour.sqlite3"
    shutil.copyfile(sqlite_file(), database)
    server = Server(folder, redis=redis.url, DATABASE_URL=f"sqlite:///{quote(str(database))}")
    yield server
    server.stop()


@pytest.fixture(scope="module")
def standing_pair(
    django_db_setup: None, django_db_blocker: Any, redis: Redis, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[list[Server]]:
    folder = tmp_path_factory.mktemp("ours")
    with django_db_blocker.unblock():
        pair = [Server(folder, redis=redis.url) for _ in range(2)]
    yield pair
    for server in pair:
        server.stop()


@pytest.fixture
def ours(transactional_db: None, standing_pair: list[Server]) -> list[Server]:
    """Two processes of one installation."""
    return standing_pair


def test_a_neighbour_on_the_same_redis_hears_nothing(
    ours: list[Server], neighbour: Server, redis: Redis
) -> None:
    line = Guest(ours[0], MemberFactory()).hear("stage:0")
    attempts = (heard_within(line, ours[1]) for _ in range(int(SOON / 0.5)))
    assert any(attempts), "our own two processes do not hear each other"
    neighbour.ring("stage:0")  # it has joined as soon as it has been asked for anything
    assert not any(heard_within(line, neighbour) for _ in range(8))
    assert heard_within(line, ours[1], SOON)
    line.close()


def test_neither_channels_nor_keys_of_the_two_meet(
    ours: list[Server], neighbour: Server, redis: Redis
) -> None:
    for server in (*ours, neighbour):
        server.ring("stage:0")
        Guest(server, None).get("/konto/login/")
    names = [name for name in redis.names() if name]
    owners = {name.partition("__group__")[0].partition("specific.")[0].partition(":")[0] for name in names}
    assert len(owners) == 2 and all(len(owner) == 16 for owner in owners), names

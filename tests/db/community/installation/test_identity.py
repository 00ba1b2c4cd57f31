"""The identity of an installation: the same for all its processes, another for a copy beside it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.core.cache.backends.redis import RedisCache
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction

from community.installation.identity import LENGTH, assume, cache_key, identity, is_known
from community.installation.models import Installation

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _as_after_a_start():
    before = identity()
    assume("")
    yield
    assume(before)


def asked_anew() -> str:
    assume("")
    return identity()


def test_it_is_found_once_and_remembered(django_assert_num_queries) -> None:
    assert not is_known()
    first = identity()
    with django_assert_num_queries(0):
        assert (identity(), is_known(), len(first)) == (first, True, LENGTH)
    assert asked_anew() == first


def test_migrating_has_made_it_and_there_is_no_second() -> None:
    assert Installation.objects.count() == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        Installation.objects.create()


def test_another_seed_is_another_installation() -> None:
    before = asked_anew()
    call_command("renew_identity")
    assert asked_anew() != before


def test_where_the_row_is_missing_it_is_made() -> None:
    Installation.objects.all().delete()
    assert asked_anew() and Installation.objects.count() == 1


def test_every_key_of_the_cache_carries_it() -> None:
    cache = RedisCache("redis://127.0.0.1:1/0", {"KEY_FUNCTION": cache_key})
    assert cache.make_and_validate_key("word") == f"{identity()}::1:word"


@pytest.mark.django_db(transaction=True)
def test_a_copy_of_the_database_is_another_installation(tmp_path: Path) -> None:
    """It has the same row. Test databases are made that way, too."""
    ours = asked_anew()
    with copied_database(tmp_path):
        assert asked_anew() != ours
    assert asked_anew() == ours


@contextmanager
def copied_database(folder: Path) -> Iterator[None]:
    """Inside, the connection leads to a copy."""
    original = str(connection.settings_dict["NAME"])
    connection.close()
    copy = _copied_file(original, folder) if connection.vendor == "sqlite" else f"{original}_copy"
    if connection.vendor == "postgresql":
        connection.close_pool()
        _say(f'CREATE DATABASE "{copy}" TEMPLATE "{original}"')
    try:
        connection.settings_dict["NAME"] = copy
        yield
    finally:
        connection.close()
        if connection.vendor == "postgresql":
            connection.close_pool()
        connection.settings_dict["NAME"] = original
        if connection.vendor == "postgresql":
            _say(f'DROP DATABASE "{copy}"')


def _copied_file(original: str, folder: Path) -> str:
    return str(shutil.copyfile(original, folder / "copy.sqlite3"))


def _say(command: str) -> None:
    with connection._nodb_cursor() as cursor:
        cursor.execute(command)

"""A migrated database that stands ready: test databases are copies of it.

Migrating takes longer than most tests together, and every worker of every run would do it again. So the migrations run
once for each state they are in, on each kind of database; what they make is copied. On SQLite that is a file below
`var`, on PostgreSQL a template database. Another migration, library or setting of the database makes another one.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psycopg
import pytest
from django.conf import settings
from django.db import connection
from django.test import TransactionTestCase

from tests.emptying import empty_written_tables

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "var" / "standing"
PREFIX = "demografiedialog_standing_"
KEPT_DAYS = 7


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> Iterator[None]:
    """Called by pytest-django before it makes the test database of this worker."""
    test = settings.DATABASES["default"]["TEST"]
    test["MIGRATE"] = False
    with pytest.MonkeyPatch.context() as patch:
        if connection.vendor == "postgresql":
            test["TEMPLATE"] = _postgresql_template()
            create = _hurrying(connection.creation._create_test_db)
        else:
            create = _copying(sqlite_file())
        patch.setattr(connection.creation, "_create_test_db", create)
        patch.setattr(TransactionTestCase, "_fixture_teardown", empty_written_tables)
        yield


def state() -> str:
    """What the tables depend on, in sixteen letters."""
    files = [
        *ROOT.glob("*/migrations/*.py"),
        *ROOT.glob("*/*/migrations/*.py"),
        ROOT / "requirements" / "base.txt",
    ]
    found = hashlib.sha256(sys.version.encode())
    for path in sorted(files):
        found.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes())
    return found.hexdigest()[:16]


def sqlite_file() -> Path:
    """An SQLite database with empty tables; to be copied, not to be opened."""
    path = FOLDER / f"{state()}.sqlite3"
    with _alone():
        if not path.exists():
            shutil.rmtree(FOLDER, ignore_errors=True)
            FOLDER.mkdir(parents=True)
            fresh = path.with_suffix(".new")
            _migrate(f"sqlite:///{quote(str(fresh))}")
            fresh.rename(path)
    return path


def _copying(source: Path) -> Any:
    def create(verbosity: int, autoclobber: bool, keepdb: bool = False) -> str:
        target = connection.creation._get_test_db_name()
        for suffix in ("", "-wal", "-shm"):
            Path(target + suffix).unlink(missing_ok=True)
        shutil.copyfile(source, target)
        return str(target)

    return create


def _hurrying(create: Callable[..., str]) -> Callable[..., str]:
    """What a test commits need not survive a power cut: nobody waits for the disk."""

    def create_hurrying(*args: Any, **options: Any) -> str:
        name = create(*args, **options)
        with connection._nodb_cursor() as cursor:
            cursor.execute(f"ALTER DATABASE {connection.ops.quote_name(name)} SET synchronous_commit = off")
        return name

    return create_hurrying


def _postgresql_template() -> str:
    """A lock in the server's own `postgres` database keeps others from making the same at the same time."""
    name = PREFIX + state()
    given = connection.settings_dict
    place = {key: given[value] for key, value in _PLACE.items() if given[value]}
    with psycopg.connect(dbname="postgres", autocommit=True, **place) as server:
        server.execute("SELECT pg_advisory_lock(hashtext(%s))", [PREFIX])
        if not server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            _forget_old(server)
            server.execute(f'DROP DATABASE IF EXISTS "{name}_new"')
            server.execute(f'CREATE DATABASE "{name}_new"')
            _migrate(_url(place, f"{name}_new"))
            server.execute(f'ALTER DATABASE "{name}_new" RENAME TO "{name}"')
            server.execute(f"COMMENT ON DATABASE \"{name}\" IS '{_today(server)}'")
    return name


_PLACE = {"host": "HOST", "port": "PORT", "user": "USER", "password": "PASSWORD"}


def _forget_old(server: psycopg.Connection[Any]) -> None:
    old = server.execute(
        "SELECT datname FROM pg_database WHERE starts_with(datname, %s)"
        " AND shobj_description(oid, 'pg_database')::date < current_date - %s::int",
        [PREFIX, KEPT_DAYS],
    )
    for (name,) in old.fetchall():
        server.execute(f'DROP DATABASE IF EXISTS "{name}"')


def _today(server: psycopg.Connection[Any]) -> str:
    row = server.execute("SELECT current_date").fetchone()
    return str(row[0]) if row else ""


def _url(place: dict[str, Any], name: str) -> str:
    who = quote(str(place.get("user", "")), safe="")
    if "password" in place:
        who += ":" + quote(str(place["password"]), safe="")
    where = quote(str(place.get("host", "")), safe="") + (f":{place['port']}" if "port" in place else "")
    return f"postgres://{who}{'@' if who else ''}{where}/{name}"


def _migrate(url: str) -> None:
    command = [sys.executable, "manage.py", "migrate", "--verbosity=0"]
    subprocess.run(command, cwd=ROOT, env=os.environ | {"DATABASE_URL": url}, check=True)


@contextmanager
def _alone() -> Iterator[None]:
    """Workers of one run wait for the first of them."""
    FOLDER.parent.mkdir(exist_ok=True)
    with FOLDER.with_suffix(".lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield

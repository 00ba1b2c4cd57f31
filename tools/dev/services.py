"""Where PostgreSQL and Redis are: `python -m tools.dev.services` prints DATABASE_URL and REDIS_URL as JSON.

What the shell names is taken, otherwise what this machine offers without a password. A database that does not exist
is made. Ends with 1, and a sentence, where one of both is missing.
"""

from __future__ import annotations

import getpass
import json
import os
import sys
from collections.abc import Iterator
from urllib.parse import quote, urlsplit

import psycopg
import redis
from psycopg import sql

DATABASE = "demografiedialog_cluster"
REDIS = "redis://127.0.0.1:6379/7"
PATIENCE = 3  # seconds


def main() -> int:
    database = next((url for url in _databases() if _ready(url)), None)
    queue = os.environ.get("REDIS_URL") or REDIS
    for name, found in (("PostgreSQL", database), ("Redis", _answers(queue))):
        if not found:
            print(f"No {name} that can be used.", file=sys.stderr)
            return 1
    print(json.dumps({"DATABASE_URL": database, "REDIS_URL": queue}))
    return 0


def _databases() -> Iterator[str]:
    given = os.environ.get("DATABASE_URL", "")
    if given:
        yield from [given] if given.startswith("postgres") else []
        return
    for user in dict.fromkeys((getpass.getuser(), "postgres")):
        yield f"postgres://{quote(user)}@127.0.0.1:5432/{DATABASE}"


def _ready(url: str) -> bool:
    """Whether the database can be used; it is made where only it is missing."""
    name = urlsplit(url).path.lstrip("/")
    server = urlsplit(url)._replace(path="/postgres").geturl()
    try:
        with psycopg.connect(server, connect_timeout=PATIENCE, autocommit=True) as connection:
            known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone()
            if not known:
                connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        with psycopg.connect(url, connect_timeout=PATIENCE):
            return True
    except psycopg.Error as error:
        print(f"{server}: {error}".strip(), file=sys.stderr)
        return False


def _answers(url: str) -> bool:
    try:
        with redis.Redis.from_url(url, socket_connect_timeout=PATIENCE, socket_timeout=PATIENCE) as client:
            return bool(client.ping())
    except (redis.RedisError, ValueError):
        return False


if __name__ == "__main__":
    sys.exit(main())

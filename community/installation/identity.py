"""The identity of this installation: the first part of every name it uses in a Redis that others may use, too.

It comes of a random row in the database, so that all processes agree, and of where this database lies, so that a copy
of it beside the original (`pg_dump`, a template, a copied file) is somebody else without anyone doing anything. Nothing
that outlives a restart hangs on it: a database that has moved begins with empty counters.
"""

from __future__ import annotations

import os
from hashlib import sha256
from typing import Any

from django.db import connection

from community.installation.models import Installation

LENGTH = 16  # letters

_known = ""


def identity() -> str:
    """Sixteen hexadecimal letters. Asks the database the first time, never again; see `is_known`."""
    global _known
    if not _known:
        row, _made = Installation.objects.get_or_create(pk=1)
        _known = sha256(f"{row.seed} {_place()}".encode()).hexdigest()[:LENGTH]
    return _known


def is_known() -> bool:
    """Whether `identity` answers at once: on a loop it must."""
    return bool(_known)


def assume(known: str) -> None:
    """For tests, and for whoever has changed the row: from now on this is the answer; empty: it is asked anew."""
    global _known
    _known = known


def cache_key(key: str, prefix: str, version: int) -> str:
    """Django's `KEY_FUNCTION`: the key as the cache's server gets it."""
    return f"{identity()}:{prefix}:{version}:{key}"


def _place() -> str:
    """Where the database lies: another answer for every copy that can be asked at the same time as the original.

    A replica of PostgreSQL that takes over says the same as its original: it is the same installation. So does a copy
    of a whole server (`pg_basebackup`, a snapshot of the disk); that one needs `manage.py renew_identity`.
    """
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT system_identifier, oid FROM pg_control_system(), pg_database"
                " WHERE datname = current_database()"
            )
            return " ".join(map(str, cursor.fetchone() or ()))
        cursor.execute("PRAGMA database_list")
        return _of_file(cursor.fetchone())


def _of_file(row: Any) -> str:
    """Device and number of the file: a copy in another container may well have the same path."""
    file = os.stat(row[2])
    return f"{file.st_dev} {file.st_ino}"

"""After a test that commits, the tables it wrote to are emptied, and no others.

Django empties every table there is and lets every app write its permissions anew: on PostgreSQL half a second after
each such test, for a handful of rows.
"""

from __future__ import annotations

import time
from functools import cache
from typing import Any

from django.db import IntegrityError, connection, transaction

# What `migrate` itself has written; nothing in the house changes it.
KEPT = {"auth_permission", "django_content_type", "installation_installation"}
ATTEMPTS = 5


def empty_written_tables(_test_case: Any = None) -> None:
    """Stands in for `TransactionTestCase._fixture_teardown`; keys go on counting, as they do there.

    A page that says its last word while this happens writes a row that refers to one that is going: then once more.
    """
    for _attempt in range(ATTEMPTS - 1):
        try:
            return _empty()
        except IntegrityError:
            time.sleep(0.2)
    _empty()


def _empty() -> None:
    with connection.constraint_checks_disabled(), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_question())
        for (table,) in cursor.fetchall():
            cursor.execute(f"DELETE FROM {connection.ops.quote_name(table)}")


@cache
def _question() -> str:
    """Asks for the names of all tables in which something stands."""
    tables = sorted(set(connection.introspection.django_table_names(only_existing=True)) - KEPT)
    quoted = connection.ops.quote_name
    return " UNION ALL ".join(
        f"SELECT '{table}' WHERE EXISTS (SELECT 1 FROM {quoted(table)})" for table in tables
    )

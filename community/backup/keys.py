"""The last key that each table has given out.

Keys are never given out again, even where their row is gone: addresses, signed links and the audit record name them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.db import connection, models


def last_keys(tables: Iterable[type[models.Model]]) -> dict[str, int]:
    """By label; only where the database numbers the rows."""
    numbered = [model for model in tables if _is_numbered(model)]
    if connection.vendor == "postgresql":
        return {model._meta.label_lower: _last_of_sequence(model) for model in numbered}
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, seq FROM sqlite_sequence")
        last = dict(cursor.fetchall())
    return {model._meta.label_lower: last.get(model._meta.db_table, 0) for model in numbered}


def raise_last_keys(tables: Iterable[type[models.Model]], last: Mapping[str, int]) -> None:
    """From now on keys are given out that lie above `last` and above every row that is there."""
    for model in filter(_is_numbered, tables):
        highest = model._base_manager.aggregate(top=models.Max("pk"))["top"] or 0
        number = max(highest, last.get(model._meta.label_lower, 0))
        if number:
            _raise(model, number)


def _is_numbered(model: type[models.Model]) -> bool:
    return isinstance(model._meta.pk, models.AutoField)


def _last_of_sequence(model: type[models.Model]) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM {_sequence(model)}")
        return int(cursor.fetchone()[0])


def _raise(model: type[models.Model], number: int) -> None:
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT setval(%s, %s)", [_sequence(model), number])
            return
        cursor.execute("UPDATE sqlite_sequence SET seq = max(seq, %s) WHERE name = %s", [number, table])
        if not cursor.rowcount:
            cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, number])


def _sequence(model: type[models.Model]) -> str:
    """PostgreSQL's name for it, quoted where it has to be."""
    pk = model._meta.pk
    with connection.cursor() as cursor:
        table = connection.ops.quote_name(model._meta.db_table)
        cursor.execute("SELECT pg_get_serial_sequence(%s, %s)", [table, pk.column])
        return str(cursor.fetchone()[0])

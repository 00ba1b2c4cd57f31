"""Inserting without a model's ceremony: many rows at once for imports and tests of scale, single ones where it hurts.

Django's `bulk_create` asks every field for every value, which is most of its cost. Here a table's columns are looked
at once; the values of an object must already have the types its fields store.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cache
from operator import attrgetter
from typing import Any

from django.db import connection, models

ADAPTED = (
    models.DateTimeField,
    models.DateField,
    models.UUIDField,
    models.JSONField,
    models.DecimalField,
    models.FileField,
)


def insert_rows(objects: Sequence[models.Model]) -> None:
    """Insert unsaved objects of one model in the running transaction.

    All of them must carry their key, or none: then the database numbers them and the objects stay without one.
    Values are not validated beyond what the database itself refuses.
    """
    if not objects:
        return
    model = type(objects[0])
    fields = [
        field for field in model._meta.concrete_fields if objects[0].pk is not None or not field.primary_key
    ]
    columns = ", ".join(connection.ops.quote_name(str(field.column)) for field in fields)
    table = connection.ops.quote_name(model._meta.db_table)
    rows = _rows(objects, fields)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # Django translates the errors of `execute`, but not those of `copy`.
            with (
                connection.wrap_database_errors,
                cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy,
            ):
                for row in rows:
                    copy.write_row(row)
            return
        marks = ", ".join(["%s"] * len(fields))
        cursor.executemany(f"INSERT INTO {table} ({columns}) VALUES ({marks})", list(rows))


def insert_row(obj: models.Model) -> None:
    """Insert one unsaved object in the running transaction; it gets the key that the database chose.

    Raises `IntegrityError` like `save`. Fields that fill themselves on saving are the caller's to fill.
    """
    _insert(obj, ())


def put_row(obj: models.Model, *, by: tuple[str, ...]) -> None:
    """The same; where a row with these values of the unique fields `by` is there already, it takes the others."""
    _insert(obj, by)


def change_row(obj: models.Model, *names: str) -> None:
    """Store these fields of an object in its row, which is known to be there; like `save(update_fields=...)`."""
    change, fields = _change(type(obj), names, connection.vendor)
    [row] = _rows([obj], fields)
    with connection.cursor() as cursor:
        cursor.execute(change, row)


def _insert(obj: models.Model, by: tuple[str, ...]) -> None:
    insert, fields = _single(type(obj), by, connection.vendor)
    [row] = _rows([obj], fields)
    with connection.cursor() as cursor:
        cursor.execute(insert, row)
        obj.pk = cursor.fetchone()[0]
    obj._state.adding, obj._state.db = False, connection.alias


@cache
def _single(model: type[models.Model], by: tuple[str, ...], vendor: str) -> tuple[str, list[Any]]:
    """The statement for one row, and the fields whose values it wants."""
    fields = [field for field in model._meta.concrete_fields if not field.primary_key]
    columns = {field.name: connection.ops.quote_name(str(field.column)) for field in fields}
    marks = ", ".join(["%s"] * len(fields))
    insert = f"INSERT INTO {_table(model)} ({', '.join(columns.values())}) VALUES ({marks})"
    if by:
        taken = ", ".join(f"{columns[name]} = EXCLUDED.{columns[name]}" for name in columns if name not in by)
        insert += f" ON CONFLICT ({', '.join(columns[name] for name in by)}) DO UPDATE SET {taken}"
    return f"{insert} RETURNING {connection.ops.quote_name(str(model._meta.pk.column))}", fields


@cache
def _change(model: type[models.Model], names: tuple[str, ...], vendor: str) -> tuple[str, list[Any]]:
    fields: list[Any] = [model._meta.get_field(name) for name in names]
    quoted = connection.ops.quote_name
    changes = ", ".join(f"{quoted(str(field.column))} = %s" for field in fields)
    key = model._meta.pk
    return f"UPDATE {_table(model)} SET {changes} WHERE {quoted(str(key.column))} = %s", [*fields, key]


def _table(model: type[models.Model]) -> str:
    return connection.ops.quote_name(model._meta.db_table)


def reserve_keys(model: type[models.Model], count: int) -> list[int]:
    """`count` unused keys of a table: taken from its sequence, or safe under SQLite's single writer."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            sequence = [model._meta.db_table, model._meta.pk.column, count]
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)", sequence
            )
            return [row[0] for row in cursor.fetchall()]
    highest = model._default_manager.aggregate(top=models.Max("pk"))["top"] or 0
    return list(range(highest + 1, highest + count + 1))


def _rows(objects: Iterable[models.Model], fields: Sequence[Any]) -> Iterable[tuple[Any, ...]]:
    values = attrgetter(*[field.attname for field in fields])
    adapted = [(place, _adapter(field)) for place, field in enumerate(fields) if isinstance(field, ADAPTED)]
    for obj in objects:
        row = list(values(obj))
        for place, adapt in adapted:
            row[place] = adapt(row[place])
        yield tuple(row)


def _adapter(field: Any) -> Callable[[Any], Any]:
    return lambda value: None if value is None else field.get_db_prep_save(value, connection)

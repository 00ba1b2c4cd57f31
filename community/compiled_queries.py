"""Queries that are compiled once and asked a thousand times a minute.

Building and compiling a queryset costs several times what the database takes for a row found by its key. Where that
is felt - whoever posts a message or opens a page passes a handful of such questions - the question is a `CompiledQuery`:
written as the queryset it is, compiled the first time a thread asks it, and from then on only executed.

What is known here of the inside of Django's compiler is in `_Compiled`; a test asks both ways and compares.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any, Generic, TypeVar

from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import Model, QuerySet
from django.db.models.query import get_related_populators
from django.db.transaction import TransactionManagementError

Row = TypeVar("Row", bound=Model)


LARGEST = 2**63 - 1  # of what databases keep as a number


# What stands in for a value while the query is compiled; nothing that a query has of its own.
STANDINS: dict[type, Callable[[int], Any]] = {
    int: lambda place: 2_101_101_000 + place,  # fits every column of numbers
    str: lambda place: f"value-to-come-{place}",
    datetime: lambda place: datetime(1901, 1, 1 + place, tzinfo=UTC),
}


class CompiledQuery(Generic[Row]):
    """`build` makes the queryset of a model from one value for each of `kinds` (`int`, `str` or `datetime`).

        member_by_key = Prepared(lambda pk: Member.objects.select_related("admission").filter(pk=pk), pk=int)
        members = member_by_key(pk=7)

    A call returns all rows as a list of instances, as the queryset would; none for a number that no column holds,
    such as somebody may write into an address. The shape of the query must not depend on the values: none of them may
    be `None`, and nothing may be prefetched.
    """

    def __init__(self, build: Callable[..., QuerySet[Row]], **kinds: type) -> None:
        self._build = build
        self._kinds = kinds
        self._of_thread = threading.local()

    def __call__(self, **values: Any) -> list[Row]:
        compiled: _Compiled | None = getattr(self._of_thread, "compiled", None)
        if compiled is None:
            standins = {name: STANDINS[kind](place) for place, (name, kind) in enumerate(self._kinds.items())}
            compiled = self._of_thread.compiled = _Compiled(self._build(**standins), standins)
        return compiled.ask(values)

    def first(self, **values: Any) -> Row | None:
        """The only row, or none; for keys and what is unique."""
        rows = self(**values)
        return rows[0] if rows else None


class _Compiled:
    """One queryset as SQL of this thread's connection, and how to make instances of its rows."""

    def __init__(self, queryset: QuerySet[Any], standins: Mapping[str, Any]) -> None:
        compiler = queryset.query.get_compiler(using=DEFAULT_DB_ALIAS)
        self.sql, params = compiler.as_sql()
        self._params = list(params)
        self._places = {
            place: name
            for place, param in enumerate(params)
            for name in standins
            if param == _adapted(standins[name])
        }
        if set(self._places.values()) != set(standins):
            raise ValueError("Every value must be asked for as it is.")
        self._locks = queryset.query.select_for_update
        self._compiler = compiler
        self._converters = compiler.get_converters([column[0] for column in compiler.select])
        shape = compiler.klass_info
        self._model: type[Model] = shape["model"]
        self._columns = slice(shape["select_fields"][0], shape["select_fields"][-1] + 1)
        self._names = [column[0].target.attname for column in compiler.select[self._columns]]
        self._related = get_related_populators(shape, compiler.select, DEFAULT_DB_ALIAS)  # type: ignore[call-arg]

    def ask(self, values: Mapping[str, Any]) -> list[Any]:
        if self._locks and connection.get_autocommit():
            raise TransactionManagementError("A row is locked inside of a transaction.")
        if any(isinstance(value, int) and not -LARGEST <= value <= LARGEST for value in values.values()):
            return []
        params = self._params.copy()
        for place, name in self._places.items():
            params[place] = _adapted(values[name])
        with connection.cursor() as cursor:
            cursor.execute(self.sql, params)
            rows = cursor.fetchall()
        if self._converters:
            rows = self._compiler.apply_converters(rows, self._converters)
        return [self._made(row) for row in rows]

    def _made(self, row: Any) -> Model:
        made = self._model.from_db(DEFAULT_DB_ALIAS, self._names, row[self._columns])
        for populator in self._related:
            populator.populate(row, made)
        return made


def _adapted(value: Any) -> Any:
    return connection.ops.adapt_datetimefield_value(value) if isinstance(value, datetime) else value

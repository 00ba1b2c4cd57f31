"""The port to the database's full-text index: one question, two ways to put it."""

from __future__ import annotations

from types import ModuleType
from typing import TypeVar

from django.db import connection
from django.db.models import QuerySet

from community.search.index import postgresql, sqlite
from community.search.models import Document
from community.search.wanted import Wanted

Row = TypeVar("Row")


def matching(wanted: Wanted, *, kind: str = "", scopes: list[tuple[str, ...]]) -> QuerySet[Document]:
    """Documents that fit and lie in one scope of each group.

    With a `kind` only `newest` may be asked of them, which narrows to it in the way that suits the database.
    """
    return _adapter().matching(wanted, kind, scopes)


def newest(rows: QuerySet[Document], shown: QuerySet[Document, Row], *, kind: str, count: int) -> list[Row]:
    """The newest `count` of what `matching` found, narrowed to one kind and to whatever else there is to ask.

    `shown` are the same rows once more, only those that may be shown, and as they are wanted.
    """
    found: list[Row] = _adapter().newest(rows, shown, kind, count)
    return found


def tidy() -> None:
    """Put the index in order after many changes."""
    with connection.cursor() as cursor:
        for statement in _adapter().TIDY:
            cursor.execute(statement)


def _adapter() -> ModuleType:
    return postgresql if connection.vendor == "postgresql" else sqlite

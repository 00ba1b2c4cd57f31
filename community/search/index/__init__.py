"""The port to the database's full-text index: one question, two ways to put it."""

from __future__ import annotations

from types import ModuleType

from django.db import connection
from django.db.models import QuerySet

from community.search.index import postgresql, sqlite
from community.search.models import Document
from community.search.wanted import Wanted


def matching(wanted: Wanted, *, scopes: list[tuple[str, ...]]) -> QuerySet[Document]:
    """Documents that fit and lie in one scope of each group, the newest written first."""
    return _adapter().matching(wanted, scopes)


def tidy() -> None:
    """Put the index in order after many changes."""
    with connection.cursor() as cursor:
        for statement in _adapter().TIDY:
            cursor.execute(statement)


def _adapter() -> ModuleType:
    return postgresql if connection.vendor == "postgresql" else sqlite

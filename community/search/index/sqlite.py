"""SQLite: an FTS5 table beside the documents, kept by triggers."""

from __future__ import annotations

from typing import TypeVar

from django.db.models import BooleanField, QuerySet
from django.db.models.expressions import RawSQL

from community.search.models import Document, kind_scope
from community.search.wanted import Alternative, Group, Wanted

Row = TypeVar("Row")
TIDY = ("INSERT INTO search_entry(search_entry) VALUES ('optimize')", "ANALYZE search_document")


def matching(wanted: Wanted, kind: str, scopes: list[tuple[str, ...]]) -> QuerySet[Document]:
    rows = Document.objects.filter(entry__isnull=False)
    if kind:
        rows, scopes = rows.filter(kind=kind), [(kind_scope(kind),), *scopes]
    # The full-text table must lead: joined the other way round, it would be asked once for every document.
    match = RawSQL("search_entry MATCH %s", [expression(wanted, scopes)], output_field=BooleanField())
    return rows.filter(match).order_by("-entry__pk")


def newest(rows: QuerySet[Document], shown: QuerySet[Document, Row], kind: str, count: int) -> list[Row]:
    """Full-text rows come one by one, the newest first: the database stops where it has enough."""
    return list(shown[:count])


def expression(wanted: Wanted, scopes: list[tuple[str, ...]]) -> str:
    """The question in FTS5's language."""
    joint = " AND " if wanted.every else " OR "
    groups = [_group(group) for group in wanted.groups]
    parts = [f"{{scope}} : ({' OR '.join(map(_quoted, names))})" for names in scopes]
    if wanted.every:
        parts.append(f"{{title body context}} : ({joint.join(groups)})")
    parts.append(f"{{title body}} : ({' OR '.join(groups)})")
    return " AND ".join(parts)


def _group(group: Group) -> str:
    return f"({' OR '.join(map(_alternative, group.alternatives))})"


def _alternative(way: Alternative) -> str:
    if way.phrase:
        return _quoted(" ".join(way.terms))
    star = "*" if way.prefix else ""
    return f"({' AND '.join(_quoted(term) + star for term in way.terms)})"


def _quoted(term: str) -> str:
    return '"' + term.replace('"', '""') + '"'

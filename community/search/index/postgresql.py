"""PostgreSQL: a generated `tsvector` column. A: title, B: body, C: context, D: scope.

The index knows which rows hold a term, not with which weight and not which of them are the newest; the rows of a
frequent word would all have to be looked at. So a kind of which there is much is asked about in portions: the newest,
then the next, and the database stops where it has enough. A word that few of the newest hold has few rows beyond.
"""

from __future__ import annotations

import time
from typing import TypeVar

from django.db.models import BooleanField, QuerySet
from django.db.models.expressions import RawSQL

from community.search.models import Document
from community.search.wanted import Alternative, Group, Wanted

TIDY = ("SELECT gin_clean_pending_list('search_document_by_vector')", "ANALYZE search_document")


Row = TypeVar("Row")

# Documents of a kind, the newest first: where its portions end.
PORTIONS = (4_000, 32_000)
REMEMBERED_FOR = 60.0  # seconds; where portions end makes no difference to what is found

_edges: dict[str, tuple[float, list[int]]] = {}


def matching(wanted: Wanted, kind: str, scopes: list[tuple[str, ...]]) -> QuerySet[Document]:
    sql = "search_document.vector @@ %s::tsquery"
    match = RawSQL(sql, [expression(wanted, scopes)], output_field=BooleanField())
    rows = Document.objects.filter(match).order_by("-pk")
    return rows.filter(kind=kind) if kind else rows


def newest(rows: QuerySet[Document, Row], kind: str, count: int) -> QuerySet[Document, Row]:
    """At most `count` of the matching rows of a kind. Parts of a union are worked off in turn, and only as needed."""
    edges = _edges_of(kind)
    portions = [
        rows.filter(**({"pk__gt": low} if low else {}), **({"pk__lte": high} if high else {}))[:count]
        for high, low in zip([None, *edges], [*edges, None], strict=True)
    ]
    return portions[0].union(*portions[1:], all=True)[:count] if edges else portions[0]


def _edges_of(kind: str) -> list[int]:
    known = _edges.get(kind)
    if known is None or time.monotonic() - known[0] > REMEMBERED_FOR:
        keys = Document.objects.filter(kind=kind).order_by("-pk").values_list("pk", flat=True)
        edges = [key for size in PORTIONS for key in keys[size : size + 1]]
        known = _edges[kind] = time.monotonic(), edges
    return known[1]


def expression(wanted: Wanted, scopes: list[tuple[str, ...]]) -> str:
    """The question as a `tsquery`."""
    parts = [f"({' | '.join(_quoted(name) + ':D' for name in names)})" for names in scopes]
    if wanted.every:
        parts += [_group(group, "ABC") for group in wanted.groups]
    parts.append(f"({' | '.join(_group(group, 'AB') for group in wanted.groups)})")
    return " & ".join(parts)


def _group(group: Group, weights: str) -> str:
    return f"({' | '.join(_alternative(way, weights) for way in group.alternatives)})"


def _alternative(way: Alternative, weights: str) -> str:
    joint = " <-> " if way.phrase else " & "
    star = "*" if way.prefix else ""
    return f"({joint.join(f'{_quoted(term)}:{star}{weights}' for term in way.terms)})"


def _quoted(term: str) -> str:
    return "'" + term.replace("\\", "\\\\").replace("'", "''") + "'"

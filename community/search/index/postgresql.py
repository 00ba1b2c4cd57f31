"""PostgreSQL: a generated `tsvector` column. A: title, B: body, C: context, D: scope.

The index knows which rows hold a term, not with which weight and not which of them are the newest; the rows of a
frequent word would all have to be looked at. So a kind of which there is much is asked about in portions: the newest,
then the next, until there is enough. A word that few of the newest hold has few rows beyond.
"""

from __future__ import annotations

import time
from itertools import pairwise
from typing import TypeVar

from django.db.models import BooleanField, F, QuerySet
from django.db.models.expressions import RawSQL

from community.search.models import Document
from community.search.wanted import Alternative, Group, Wanted

TIDY = ("SELECT gin_clean_pending_list('search_document_by_vector')", "ANALYZE search_document")

Row = TypeVar("Row")

# Documents of a kind, the newest first: where its portions end.
PORTIONS = (4_000, 32_000)
FEW = 12  # in the first portion: there cannot be very many in all others together
LAST = 2**63 - 1
REMEMBERED_FOR = 60.0  # seconds; where portions end makes no difference to what is found

_edges: dict[str, tuple[float, list[int]]] = {}


def matching(wanted: Wanted, kind: str, scopes: list[tuple[str, ...]]) -> QuerySet[Document]:
    """Of whatever kind: how to narrow to one depends on the portion."""
    sql = "search_document.vector @@ %s::tsquery"
    match = RawSQL(sql, [expression(wanted, scopes)], output_field=BooleanField())
    return Document.objects.filter(match).order_by("-pk")


def newest(rows: QuerySet[Document, Row], kind: str, count: int) -> list[Row]:
    """At most `count` of the matching rows of a kind, portion by portion, until there are enough."""
    edges = _edges_of(kind)
    if not edges:
        return list(rows.filter(kind=kind)[:count])
    found = list(rows.filter(_between(kind, edges[0], LAST))[:count])
    # What comes to the older ones is rare, which the planner cannot know: sorted by the key itself it might read all of
    # them in their order instead of asking the index for the few.
    rare = rows.order_by((F("pk") + 0).desc())
    if len(found) <= FEW:
        return [*found, *rare.filter(_before(kind, edges[0]))[: count - len(found)]]
    for high, low in pairwise([*edges, 0]):
        if len(found) < count:
            found += rare.filter(_between(kind, low, high))[: count - len(found)]
    return found


def _between(kind: str, low: int, high: int) -> RawSQL:
    """Documents of the kind above one key and up to another; as pairs, so that the index over both is read."""
    sql = (
        "((search_document.kind, search_document.id) > (%s, %s)"
        " AND (search_document.kind, search_document.id) <= (%s, %s))"
    )
    return RawSQL(sql, [kind, low, kind, high], output_field=BooleanField())


def _before(kind: str, high: int) -> RawSQL:
    """The same for all up to a key, as no index can read it: there are a hundred times as many as fit."""
    sql = "(search_document.kind || '' = %s AND search_document.id + 0 <= %s)"
    return RawSQL(sql, [kind, high], output_field=BooleanField())


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

"""PostgreSQL: a generated `tsvector` column. A: title, B: body, C: context, D: scope."""

from __future__ import annotations

from django.db.models import BooleanField, QuerySet
from django.db.models.expressions import RawSQL

from community.search.models import Document
from community.search.wanted import Alternative, Group, Wanted

TIDY = ("SELECT gin_clean_pending_list('search_document_by_vector')", "ANALYZE search_document")


def matching(wanted: Wanted, scopes: list[tuple[str, ...]]) -> QuerySet[Document]:
    sql = "search_document.vector @@ %s::tsquery"
    match = RawSQL(sql, [expression(wanted, scopes)], output_field=BooleanField())
    return Document.objects.filter(match).order_by("-pk")


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

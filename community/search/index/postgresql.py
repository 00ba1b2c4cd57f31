"""PostgreSQL: a generated `tsvector` column in which the terms of context, scope and age are marked.

The index knows which rows hold a term, not which of them are the newest; the rows of a frequent word would all have to
be looked at. So every row also holds terms that say how old it is, and of a kind of which there is much the newest are
asked about first: the index looks for what two terms have in common as long as the rarer of them takes. A word that the
newest hardly hold has few rows beyond; any other is asked about in portions, until there is enough.
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from enum import Enum
from itertools import pairwise
from typing import Any, TypeVar

from django.db import connection
from django.db.models import BooleanField, F, Func, QuerySet
from django.db.models.expressions import RawSQL

from community.search.models import Document, kind_scope
from community.search.wanted import Alternative, Wanted

TIDY = ("SELECT gin_clean_pending_list('search_document_by_vector')", "ANALYZE search_document")

Row = TypeVar("Row")

# Before a term of the context, of the scope and of the age; no term that is said has this letter.
CONTEXT, SCOPE, AGE = "ß", "ßß", "ßßß"
# Keys that share a term of their age, for each kind; the generated column names them as well.
SPANS = (1_000, 30_000)
MOST_SPANS = 40  # named in a question; more are covered by the longer ones
# Documents of a kind, the newest first: where its portions end.
PORTIONS = (2_000, 8_000, 32_000)
FEW = 12  # in the first portion: there cannot be very many in all others together
SPARE = 1.25  # asked for at once: some of what fits may not be shown
LAST = 2**63 - 1
REMEMBERED_FOR = 60.0  # seconds; where portions end makes no difference to what is found

_edges: dict[str, tuple[float, list[int]]] = {}


def matching(wanted: Wanted, kind: str, scopes: list[tuple[str, ...]]) -> QuerySet[Document]:
    """Of a kind: only the question, as `fits`; `newest` asks it."""
    if not kind:
        return Document.objects.filter(_holds(expression(wanted, scopes)))
    return Document.objects.alias(fits=_holds(expression(wanted, [(kind_scope(kind),), *scopes])))


def newest(rows: QuerySet[Document], shown: QuerySet[Document, Row], kind: str, count: int) -> list[Row]:
    """Keys first, then what of them is shown: whether it may be is long to ask, and hardly ever refused."""
    found: list[Row] = []
    up_to, batch = LAST, int(count * SPARE)
    while len(found) < count:
        keys = _keys(rows, kind, up_to, batch)
        found += shown.filter(pk__in=keys).order_by("-pk") if keys else []
        if len(keys) < batch:
            break
        up_to, batch = keys[-1] - 1, batch * 4
    return found[:count]


def _keys(rows: QuerySet[Document], kind: str, up_to: int, count: int) -> list[int]:
    """At most `count` keys of matching rows of a kind, the newest first, portion by portion until there are enough."""
    question, edges = _Question(rows, kind), [edge for edge in _edges_of(kind) if edge < up_to]
    if not edges:
        return question.ask(0, up_to, count)
    found = question.ask(edges[0], min(up_to, _last()), count)
    if len(found) <= FEW:
        edges = edges[:1]
    for high, low in pairwise([*edges, 0]):
        if len(found) < count:
            found += question.ask(low, high, count - len(found))
    return found


class _Blank(Enum):
    """What a portion puts into the question."""

    AGES, LOW, HIGH = range(3)


class _Question:
    """What is asked of every portion, put into SQL once."""

    def __init__(self, rows: QuerySet[Document], kind: str) -> None:
        self.kind = kind
        # The planner takes terms for rarer than they are. Where it can, it narrows by keys or reads rows in their
        # order until it has met enough; as it cannot here, it asks the full-text index.
        within = "search_document.id + 0 > %s AND search_document.id + 0 <= %s"
        fits = Func(F("fits"), template="%(expressions)s", output_field=BooleanField())
        rows = rows.filter(fits, _holds(_Blank.AGES), _true(within, _Blank.LOW, _Blank.HIGH))
        rows = rows.order_by((F("pk") + 0).desc())
        self.sql, self.parameters = rows.values("pk").query.sql_with_params()

    def ask(self, low: int, high: int, count: int) -> list[int]:
        """At most `count` keys above `low` and up to `high`, the newest first."""
        portion: dict[Any, Any] = {_Blank.AGES: self._ages(low, high), _Blank.LOW: low, _Blank.HIGH: high}
        known = [portion[item] if isinstance(item, _Blank) else item for item in self.parameters]
        with connection.cursor() as cursor:
            cursor.execute(f"{self.sql} LIMIT %s", [*known, count])
            return [row[0] for row in cursor]

    def _ages(self, low: int, high: int) -> str:
        """Terms of the age of all that lies between, for the full-text index; of every age where there is no end."""
        if not low:
            return _quoted(f"{SCOPE}{kind_scope(self.kind)}")
        span = next((span for span in SPANS if (high - low) // span < MOST_SPANS), SPANS[-1])
        ages = range((low + 1) // span, max(low + 1, high) // span + 1)
        return _any(_age(f"{AGE}{span}{self.kind}{age}") for age in ages)


def _age(term: str) -> str:
    """As PostgreSQL reads it from the column: what has an underscore in its name, it takes for two words."""
    return f"({' & '.join(map(_quoted, term.split('_')))})"


def _holds(question: str | _Blank) -> RawSQL:
    return _true("search_document.vector @@ %s::tsquery", question)


def _true(sql: str, *parameters: Any) -> RawSQL:
    return RawSQL(sql, parameters, output_field=BooleanField())


def _edges_of(kind: str) -> list[int]:
    known = _edges.get(kind)
    if known is None or time.monotonic() - known[0] > REMEMBERED_FOR:
        keys = Document.objects.filter(kind=kind).order_by("-pk").values_list("pk", flat=True)
        edges = [key for size in PORTIONS for key in keys[size : size + 1]]
        known = _edges[kind] = time.monotonic(), edges
    return known[1]


def _last() -> int:
    """The newest key of all. Never remembered: what was just written can be found."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT max(id) FROM search_document")
        (last,) = cursor.fetchone()
    return int(last or 0)


def expression(wanted: Wanted, scopes: list[tuple[str, ...]]) -> str:
    """The question as a `tsquery`. No weights: for them, each row that holds a term would be read."""
    parts = [_any(_quoted(f"{SCOPE}{name}") for name in names) for names in scopes]
    if wanted.every and len(wanted.groups) > 1:
        parts += [_any(_anywhere(way) for way in group.alternatives) for group in wanted.groups]
    parts.append(_any(_said(way) for group in wanted.groups for way in group.alternatives))
    return " & ".join(parts)


def _said(way: Alternative) -> str:
    """In the title or the text."""
    return _joined(way, [_term(way, term) for term in way.terms])


def _anywhere(way: Alternative) -> str:
    """In the title, the text or the context: a phrase in one of them, terms on their own wherever."""
    if way.phrase:
        return _any([_said(way), _joined(way, [_term(way, f"{CONTEXT}{term}") for term in way.terms])])
    return _joined(way, [_any([_term(way, term), _term(way, f"{CONTEXT}{term}")]) for term in way.terms])


def _term(way: Alternative, term: str) -> str:
    return _quoted(term) + (":*" if way.prefix else "")


def _joined(way: Alternative, parts: list[str]) -> str:
    return f"({(' <-> ' if way.phrase else ' & ').join(parts)})"


def _any(parts: Iterable[str]) -> str:
    return f"({' | '.join(parts)})"


def _quoted(term: str) -> str:
    return "'" + term.replace("\\", "\\\\").replace("'", "''") + "'"

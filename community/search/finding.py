"""Finding: at most a few hundred candidates of each kind, all of them the viewer's to see, put in order.

The policy is part of the question the database is asked (`visible_to` as a condition), never a sieve afterwards.
How many queries it takes depends on the kinds, not on how much there is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db.models import F, OuterRef, Subquery
from django.utils import timezone

from community.people.models import Municipality
from community.people.municipalities.models import SIZE_CLASSES, in_size_class
from community.people.viewer import Viewer
from community.search import index, vocabulary
from community.search.asking import anyone, ask
from community.search.kind import Hit, Searchable, searchable, searchables
from community.search.ranking import Candidate, rank
from community.search.wanted import Wanted

CANDIDATES = 120
ENOUGH = 10
# Beside hits that have everything, others must have this much of it.
HALF = 0.5
COLUMNS = ("pk", "kind", "object_id", "family", "at", "answers", "title", "body", "context")
SPANS = {"woche": timedelta(days=7), "monat": timedelta(days=31), "jahr": timedelta(days=366)}


@dataclass(frozen=True)
class Narrowing:
    """The filters, read. Empty ones do not narrow; `authors` and `towns` are keys, `None` where nothing was asked."""

    kinds: tuple[str, ...] = ()
    scopes: tuple[str, ...] = ()
    authors: tuple[int, ...] | None = None
    towns: tuple[str, ...] | None = None
    since: datetime | None = None
    size: str = ""

    @property
    def finds_nothing(self) -> bool:
        return self.authors == () or self.towns == ()


@dataclass
class Found:
    """What was found, best first. `capped`: of some kind only the newest were looked at."""

    wanted: Wanted
    ranked: list[Candidate] = field(default_factory=list)
    capped: bool = False
    relaxed: bool = False


def find(viewer: Viewer, query: str, narrowing: Narrowing | None = None, *, typing: bool = False) -> Found:
    """What the viewer may see of what fits: everything that was asked, or where that is little, the nearest to it."""
    narrowing = narrowing or Narrowing()
    words = vocabulary.fresh()
    wanted = ask(query, words, typing=typing)
    if not wanted or narrowing.finds_nothing:
        return Found(wanted)
    rows, asked = _candidates(viewer, wanted, narrowing), wanted.groups
    if not rows and not typing:
        wanted = ask(query, words, guess=True)
    relaxed, strict = len(rows) < ENOUGH and not typing, 0
    if relaxed:
        known = {row.pk for row in rows}
        looser = anyone(wanted, short_parts=not rows)
        # Of one group, every is any.
        is_the_same = len(asked) == 1 and looser.groups == asked
        fitting = [] if is_the_same else _candidates(viewer, looser, narrowing)
        more = [row for row in fitting if row.pk not in known]
        wanted, relaxed, strict = looser, bool(more), len(rows)
        rows += more
    capped = any(count >= CANDIDATES for count in _counts(rows).values())
    ranked = rank(rows, wanted, now=timezone.now(), sized=bool(narrowing.size))
    if strict:
        ranked = [row for row in ranked if row.share >= HALF]
    return Found(wanted, ranked, capped=capped, relaxed=relaxed and len(ranked) > strict)


def load(viewer: Viewer, page: Sequence[Candidate]) -> list[tuple[Candidate, Hit]]:
    """The hits of one page as their apps show them; asked once more whether the viewer may see them."""
    shown: dict[tuple[str, int], Hit] = {}
    for kind in {row.kind for row in page}:
        keys = [row.object_id for row in page if row.kind == kind]
        shown |= {(kind, key): hit for key, hit in searchable(kind).hits(viewer, keys).items()}
    return [(row, shown[row.kind, row.object_id]) for row in page if (row.kind, row.object_id) in shown]


def size_of(viewer: Viewer) -> str:
    """The slug of the size class of the viewer's municipality, or an empty string."""
    town: Municipality | None = getattr(viewer, "municipality", None)
    if town is None or not town.size_class:
        return ""
    return next(size.slug for size in SIZE_CLASSES if str(size) == town.size_class)


def _candidates(viewer: Viewer, wanted: Wanted, narrowing: Narrowing) -> list[Candidate]:
    kinds = [kind for kind in searchables() if not narrowing.kinds or kind.slug in narrowing.kinds]
    return [row for kind in kinds for row in _of_kind(kind, viewer, wanted, narrowing)]


def _of_kind(kind: Searchable, viewer: Viewer, wanted: Wanted, narrowing: Narrowing) -> list[Candidate]:
    """The newest documents of one kind that fit and whose page the viewer may open."""
    readable = kind.scopes_of(viewer)
    if readable == ():
        return []
    scopes = [(name,) for name in narrowing.scopes] + ([readable] if readable else [])
    rows = index.matching(wanted, kind=kind.slug, scopes=scopes)
    if narrowing.authors is not None:
        rows = rows.filter(author__in=narrowing.authors)
    if narrowing.towns is not None:
        rows = rows.filter(author__municipality__in=narrowing.towns)
    if narrowing.since is not None:
        rows = rows.filter(at__gte=narrowing.since)
    same = _towns_of_size(narrowing.size)
    # Asked about each row that fits. As `EXISTS` a database may turn it round and begin with everything visible.
    page = kind.visible_to(viewer).filter(pk=OuterRef("object_id")).order_by().values("pk")[:1]
    visible = rows.alias(page=Subquery(page)).filter(page__isnull=False)
    shown = visible.values(*COLUMNS, town=F("author__municipality"))
    return [
        Candidate(**row, same_size=town in same, weight=kind.weight)
        for row in index.newest(rows, shown, kind=kind.slug, count=CANDIDATES)
        for town in [row.pop("town")]
    ]


def _towns_of_size(slug: str) -> set[str]:
    size = next((size for size in SIZE_CLASSES if size.slug == slug), None)
    if size is None:
        return set()
    taking_part = Municipality.objects.filter(in_size_class(size), members__isnull=False)
    return set(taking_part.values_list("pk", flat=True))


def _counts(rows: Sequence[Candidate]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for row in rows:
        counts[row.kind] = counts.get(row.kind, 0) + 1
    return counts

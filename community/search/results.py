"""What the page of the search shows: hits of content, and who and where is called like that."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from community.people.viewer import Viewer
from community.search import whom
from community.search.excerpts import Piece, excerpt, marked
from community.search.finding import Found, find, load
from community.search.forms import MEMBERS, MUNICIPALITIES, SearchForm
from community.search.kind import Hit, searchable, searchables
from community.search.ranking import Candidate
from community.search.wanted import Wanted
from community.web.pages import Page, paginate

PER_PAGE = 20
ASIDE = 3


@dataclass(frozen=True)
class Line:
    """One hit as the page shows it."""

    hit: Hit
    kind: str
    kind_name: str
    title: list[Piece]
    excerpt: list[Piece]


@dataclass
class Results:
    """Everything for one question. `aside` stands above the first page of mixed hits."""

    lines: list[Line] = field(default_factory=list)
    page: Page[Any] | None = None
    members: list[Any] = field(default_factory=list)
    municipalities: list[Any] = field(default_factory=list)
    capped: bool = False
    relaxed: bool = False

    @property
    def is_empty(self) -> bool:
        return not (self.page or self.members or self.municipalities)


def results_for(request: HttpRequest, form: SearchForm) -> Results:
    """What the form asks for, on the page the address names."""
    viewer = request.user
    if form.kind == MEMBERS:
        return Results(page=paginate(request, whom.members(viewer, form.query).with_card()))
    if form.kind == MUNICIPALITIES:
        return Results(page=paginate(request, whom.municipalities(viewer, form.query)))
    found = find(viewer, form.query, form.narrowing())
    page: Page[Candidate] = paginate(request, found.ranked, per_page=PER_PAGE)
    results = Results(page=page, capped=found.capped, relaxed=found.relaxed)
    results.lines = [line_of(row, hit, found.wanted) for row, hit in load(viewer, page.items)]
    if page.number == 1 and not form.kind and not form.is_narrowed:
        _look_aside(viewer, form.query, found, results)
    return results


def line_of(row: Candidate, hit: Hit, wanted: Wanted) -> Line:
    kind = searchable(row.kind)
    return Line(hit, kind.slug, str(kind.heading), marked(hit.title, wanted), excerpt(hit.text, wanted))


def kind_tabs(request: HttpRequest, form: SearchForm) -> list[tuple[str, str, bool]]:
    """All kinds and each alone, as links that keep the filters."""
    kinds = [("", _("Alles")), *((kind.filter_word, str(kind.heading)) for kind in searchables())]
    kinds += [(MEMBERS, _("Mitglieder")), (MUNICIPALITIES, _("Kommunen"))]
    return [(name, _address(request, slug), form.kind == slug) for slug, name in kinds]


def _look_aside(viewer: Viewer, query: str, found: Found, results: Results) -> None:
    results.members = list(whom.members(viewer, query).with_card()[:ASIDE])
    results.municipalities = list(whom.named(viewer, query)[:ASIDE])
    if not found.ranked and not results.municipalities:
        results.municipalities = list(whom.named_nearly(viewer, query)[:ASIDE])


def _address(request: HttpRequest, slug: str) -> str:
    asked = request.GET.copy()
    asked.pop("art", None)
    asked.pop("seite", None)
    if slug:
        asked["art"] = slug
    return f"{request.path}?{asked.urlencode()}" if asked else request.path

"""The page of the search, and what appears while someone types into the field at the top of every page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from community.search import actions
from community.search.asking import LONGEST_QUERY
from community.search.forms import SearchForm
from community.search.results import Results, kind_tabs, results_for
from community.search.suggesting import suggestions

SHORTEST = 2


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """GET /suche/?q=: everything the viewer may see of what fits; filters stand in the address."""
    form = SearchForm(request.GET, viewer=request.user)
    results = results_for(request, form) if form.query else Results()
    if form.query and results.is_empty and not form.kind and not form.is_narrowed:
        actions.count_fruitless(form.query)
    context = {
        "form": form,
        "results": results,
        "tabs": kind_tabs(request, form) if form.query else [],
        "everywhere": f"{request.path}?{_only_query(request)}",
    }
    return render(request, "search/search.html", context)


@require_safe
def suggest_hits(request: HttpRequest) -> HttpResponse:
    """GET /suche/vorschlaege/?q=: a fragment with a few links; empty for a single letter."""
    query = request.GET.get("q", "").strip()[:LONGEST_QUERY]
    context = suggestions(request.user, query) if len(query) >= SHORTEST else {}
    return render(request, "search/_suggestions.html", {"query": query, **context})


def _only_query(request: HttpRequest) -> str:
    asked = request.GET.copy()
    for name in [name for name in asked if name != "q"]:
        del asked[name]
    return asked.urlencode()

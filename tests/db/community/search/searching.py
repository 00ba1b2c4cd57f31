"""Searching as the page does, with the names of the corpus instead of addresses."""

from __future__ import annotations

from typing import Any

from django.test import RequestFactory

from community.search.forms import SearchForm
from community.search.results import Results, results_for
from tests.db.community.search.conftest import Network


def searched(viewer: Any, text: str, **filters: str) -> Results:
    """What the page shows to this reader."""
    request = RequestFactory().get("/suche/", {"q": text, **filters})
    request.user = viewer
    return results_for(request, SearchForm(request.GET, viewer=viewer))


def first_ten(network: Network, text: str, **filters: str) -> list[str]:
    """The names of the first ten hits; people and places, which stand above, as well."""
    results = searched(network.reader, text, **filters)
    names = network.names()
    by_url = {_url(network, key): name for key, name in names.items()}
    people = {member.pk: f"mitglied:{name}" for name, member in network.people.items()}
    aside = [people[member.pk] for member in results.members]
    aside += [f"kommune:{town.short_name}" for town in results.municipalities]
    return [*[by_url[line.hit.url] for line in results.lines[:10]], *aside]


def _url(network: Network, key: tuple[str, int]) -> str:
    kind, pk = key
    things: Any = network.threads if kind == "thread" else network.posts
    return next(thing.get_absolute_url() for thing in things.values() if thing.pk == pk)

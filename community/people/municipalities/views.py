"""Municipalities: who takes part, one place with its facts and people, suggestions while someone types."""

from __future__ import annotations

from itertools import groupby

from django.db.models import F, Q
from django.db.models.functions import Abs
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from community.people import showcase
from community.people.models import Member, Municipality, WorkingGroup
from community.people.municipalities import map, policy, register
from community.people.municipalities.models import DISTRICT_KINDS
from community.web.pages import paginate

SUGGESTIONS = 10


SIMILAR = 5


PEOPLE_SHOWN = 100


LONGEST_QUERY = 200


@require_safe
def list_municipalities(request: HttpRequest) -> HttpResponse:
    """GET /kommunen/: those that take part by state, or with `?q=` what the whole register has."""
    query = request.GET.get("q", "").strip()[:LONGEST_QUERY]
    if query:
        page = paginate(request, Municipality.objects.visible_to(request.user).matching(query))
        return render(
            request, "people/municipalities/municipality_search.html", {"query": query, "page": page}
        )
    taking_part = list(
        Municipality.objects.visible_to(request.user).with_members().order_by("state", "folded_name")
    )
    context = {
        "states": [
            (state, list(places)) for state, places in groupby(taking_part, key=lambda place: place.state)
        ],
        "count": len(taking_part),
        "points": map.points(taking_part),
        "backdrop": map.backdrop(),
        "cell": map.CELL,
        "width": map.WIDTH,
        "height": map.HEIGHT,
    }
    return render(request, "people/municipalities/municipalities.html", context)


@require_safe
def show_municipality(request: HttpRequest, ars: str) -> HttpResponse:
    """GET /kommunen/034545408/"""
    municipality = get_object_or_404(Municipality.objects.visible_to(request.user), pk=ars)
    may_see_people = policy.can_see_people_of(request.user, municipality)
    people = Member.objects.admitted().filter(municipality=municipality).with_card()
    context = {
        "municipality": municipality,
        "may_see_people": may_see_people,
        "people_count": people.count(),
        "people": people.order_by("folded", "pk")[:PEOPLE_SHOWN] if may_see_people else [],
        "groups": WorkingGroup.objects.visible_to(request.user).filter(municipalities=municipality),
        "similar": _similar(municipality),
        "sections": showcase.sections(request.user, municipality),
        "register": register,
    }
    return render(request, "people/municipalities/municipality.html", context)


@require_safe
def suggest_municipalities(request: HttpRequest) -> HttpResponse:
    """GET /kommunen/vorschlaege/?q= : a fragment of at most ten options."""
    found = Municipality.objects.matching(request.GET.get("q", "")[:LONGEST_QUERY])
    return render(
        request,
        "people/municipalities/_municipality_suggestions.html",
        {"municipalities": found[:SUGGESTIONS]},
    )


def _similar(municipality: Municipality) -> list[Municipality]:
    """The places that take part and are closest in size: towns beside towns, districts beside districts."""
    if municipality.population is None:
        return []
    districts = Q(kind__in=DISTRICT_KINDS)
    near = Municipality.objects.with_members().exclude(pk=municipality.pk)
    near = near.filter(districts if municipality.is_district else ~districts)
    return list(near.order_by(Abs(F("population") - municipality.population), "ars")[:SIMILAR])

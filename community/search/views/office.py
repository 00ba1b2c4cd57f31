"""For the office: what was looked for in vain, and what spared members a question."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from community.people.requests import MemberRequest
from community.search import policy
from community.search.helping import most_helpful
from community.search.models import FruitlessSearch
from community.web.doors import door
from community.web.pages import paginate


@require_safe
@door(policy.can_list_fruitless)
def list_fruitless(request: MemberRequest) -> HttpResponse:
    """GET /suche/auswertung/"""
    page = paginate(request, FruitlessSearch.objects.order_by("-times", "-last_at", "pk"))
    return render(request, "search/fruitless.html", {"page": page, "helpful": most_helpful(request.user)})

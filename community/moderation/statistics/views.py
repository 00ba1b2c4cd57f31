"""The office's numbers."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from community.moderation.access import office_only
from community.moderation.statistics.registry import figures
from community.people.requests import MemberRequest


@office_only
@require_safe
def show_figures(request: MemberRequest) -> HttpResponse:
    """GET /moderation/zahlen/"""
    return render(request, "moderation/statistics/statistics.html", {"figures": figures()})

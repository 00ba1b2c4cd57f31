"""The desk: what waits in the office today."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from community.moderation.access import office_only
from community.moderation.desk.registry import panels
from community.moderation.roles import policy as role_policy
from community.people.requests import MemberRequest


@office_only
@require_safe
def show_desk(request: MemberRequest) -> HttpResponse:
    """GET /moderation/"""
    found = panels(request.user)
    context = {
        "panels": found,
        "waiting": sum(panel.total for panel in found if panel.waits),
        "may_manage_roles": role_policy.can_manage_roles(request.user),
    }
    return render(request, "moderation/desk/desk.html", context)

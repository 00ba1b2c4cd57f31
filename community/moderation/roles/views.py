"""The roles of the house and who has them."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from community.moderation.access import office_only
from community.moderation.roles import actions, policy, registry
from community.moderation.roles.forms import GrantForm, RevokeForm
from community.people.models import Member, RoleGrant
from community.people.requests import MemberRequest

CANDIDATES = 10


LONGEST_QUERY = 200


@office_only
@require_safe
def list_roles(request: MemberRequest) -> HttpResponse:
    """GET /moderation/rollen/: roles in force, and with `?suche=` members to give one to."""
    policy.can_manage_roles(request.user).require()
    in_force = RoleGrant.objects.filter(revoked_at__isnull=True).select_related(
        "member__municipality", "granted_by"
    )
    places = {scope.key: scope.name for scope in registry.everything()}
    query = request.GET.get("suche", "").strip()[:LONGEST_QUERY]
    context = {
        "entries": [
            {
                "grant": grant,
                "role": grant.get_role_display(),
                "place": places.get(grant.scope) or registry.name_of(grant.scope),
            }
            for grant in in_force.order_by("role", "scope", "member__folded", "pk")
        ],
        "query": query,
        "candidates": _candidates(query) if query else [],
    }
    return render(request, "moderation/roles/roles.html", context)


@office_only
def grant_role(request: MemberRequest, member_id: int) -> HttpResponse:
    """GET and POST /moderation/rollen/7/erteilen/ with `role`, `scope` and `reason`"""
    member = get_object_or_404(Member.objects.admitted().with_card(), pk=member_id)
    policy.can_change_roles_of(request.user, member).require()
    form = GrantForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.grant_role(request.user, member, **form.cleaned_data)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(
                request, _("%(name)s hat die Rolle jetzt und bekommt eine Mail.") % {"name": member.name}
            )
            return redirect("list_roles")
    context = {"member": member, "form": form}
    return render(request, "moderation/roles/role_grant.html", context, status=422 if form.errors else 200)


@office_only
def revoke_role(request: MemberRequest, grant_id: int) -> HttpResponse:
    """GET and POST /moderation/rollen/entziehen/3/ with `reason`"""
    in_force = RoleGrant.objects.filter(revoked_at__isnull=True).select_related(
        "member__municipality", "granted_by"
    )
    grant = get_object_or_404(in_force, pk=grant_id)
    policy.can_change_roles_of(request.user, grant.member).require()
    form = RevokeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.revoke_role(request.user, grant, **form.cleaned_data)
        messages.success(
            request, _("Die Rolle ist entzogen, %(name)s bekommt eine Mail.") % {"name": grant.member.name}
        )
        return redirect("list_roles")
    context = {"grant": grant, "form": form}
    return render(request, "moderation/roles/role_revoke.html", context, status=422 if form.errors else 200)


def _candidates(query: str) -> list[Member]:
    found = Member.objects.admitted().matching(query).with_card()
    return list(found.order_by("folded", "pk")[:CANDIDATES])

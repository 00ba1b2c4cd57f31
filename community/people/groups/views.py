"""Working groups: the list, one group, and what its lead and the office do with it."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import Count, Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from community.people.groups import actions, policy
from community.people.groups.forms import GroupForm, GroupPlaceForm
from community.people.models import Member, WorkingGroup
from community.people.requests import MemberRequest
from community.web.doors import door
from community.web.pages import paginate

CANDIDATES = 10


LONGEST_QUERY = 200


groups_only = door(policy.can_list_groups)


@require_safe
@groups_only
def list_groups(request: MemberRequest) -> HttpResponse:
    """GET /arbeitsgruppen/"""
    current = Q(memberships__left_at__isnull=True)
    groups = WorkingGroup.objects.visible_to(request.user).prefetch_related("municipalities")
    groups = groups.annotate(people=Count("memberships", filter=current))
    mine = set(WorkingGroup.objects.of_member(request.user).values_list("pk", flat=True))
    context = {
        "page": paginate(request, groups),
        "mine": mine,
        "may_found": policy.can_found_group(request.user),
    }
    return render(request, "people/groups/groups.html", context)


@require_safe
@groups_only
def show_group(request: MemberRequest, slug: str) -> HttpResponse:
    """GET /arbeitsgruppen/kinderstadtplan/"""
    group = _group(request, slug)
    inside = group.memberships.current().select_related("member__municipality")
    memberships = list(inside.order_by("-leads", "member__folded"))
    context = {
        "group": group,
        "memberships": memberships,
        "places": group.municipalities.all(),
        "belongs": any(membership.member_id == request.user.pk for membership in memberships),
        "may_manage": policy.can_manage_group(request.user, group),
    }
    return render(request, "people/groups/group.html", context)


@groups_only
def found_group(request: MemberRequest) -> HttpResponse:
    """GET and POST /arbeitsgruppen/neu/"""
    policy.can_found_group(request.user).require()
    form = GroupForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        group = actions.found_group(request.user, **form.cleaned_data)
        return redirect("manage_group", group.slug)
    return render(
        request, "people/groups/group_form.html", {"form": form}, status=422 if form.errors else 200
    )


@groups_only
def manage_group(request: MemberRequest, slug: str) -> HttpResponse:
    """GET and POST /arbeitsgruppen/kinderstadtplan/verwalten/: its description, people and places."""
    group = _group(request, slug)
    policy.can_manage_group(request.user, group).require()
    described = {"name": group.name, "purpose": group.purpose, "description": group.description}
    form = GroupForm(request.POST or None, initial=described)
    if request.method == "POST" and form.is_valid():
        actions.edit_group(request.user, group, **form.cleaned_data)
        messages.success(request, _("Gespeichert."))
        return redirect(group)
    return _management(request, group, form=form)


@require_POST
@groups_only
def add_to_group(request: MemberRequest, slug: str) -> HttpResponse:
    """POST /arbeitsgruppen/kinderstadtplan/aufnehmen/ with `member`"""
    group, member = _group(request, slug), _member(request)
    actions.add_to_group(request.user, group, member)
    messages.success(request, _("%(name)s gehört jetzt dazu.") % {"name": member.name})
    return redirect("manage_group", slug)


@require_POST
@groups_only
def remove_from_group(request: MemberRequest, slug: str) -> HttpResponse:
    """POST /arbeitsgruppen/kinderstadtplan/entfernen/ with `member`, also for leaving oneself"""
    group, member = _group(request, slug), _member(request)
    actions.remove_from_group(request.user, group, member)
    messages.success(request, _("%(name)s gehört nicht mehr dazu.") % {"name": member.name})
    return redirect("manage_group" if policy.can_manage_group(request.user, group) else "show_group", slug)


@require_POST
@groups_only
def set_group_lead(request: MemberRequest, slug: str) -> HttpResponse:
    """POST /arbeitsgruppen/kinderstadtplan/leitung/ with `member` and `leads`"""
    group, member = _group(request, slug), _member(request)
    actions.set_group_lead(request.user, group, member, leads=request.POST.get("leads") == "1")
    return redirect("manage_group", slug)


@require_POST
@groups_only
def add_municipality(request: MemberRequest, slug: str) -> HttpResponse:
    """POST /arbeitsgruppen/kinderstadtplan/kommune/"""
    group = _group(request, slug)
    policy.can_manage_group(request.user, group).require()
    form = GroupPlaceForm(request.POST)
    if not form.is_valid():
        return _management(request, group, place_form=form)
    actions.add_municipality(request.user, group, form.cleaned_data["municipality"])
    return redirect("manage_group", slug)


@require_POST
@groups_only
def remove_municipality(request: MemberRequest, slug: str) -> HttpResponse:
    """POST /arbeitsgruppen/kinderstadtplan/kommune/entfernen/ with `ars`"""
    group = _group(request, slug)
    place = get_object_or_404(group.municipalities, pk=_digits(request.POST.get("ars", "")))
    actions.remove_municipality(request.user, group, place)
    return redirect("manage_group", slug)


def _management(
    request: MemberRequest,
    group: WorkingGroup,
    *,
    form: GroupForm | None = None,
    place_form: GroupPlaceForm | None = None,
) -> HttpResponse:
    described = {"name": group.name, "purpose": group.purpose, "description": group.description}
    form, place_form = form or GroupForm(initial=described), place_form or GroupPlaceForm()
    memberships = group.memberships.current().select_related("member__municipality")
    query = request.GET.get("suche", "").strip()[:LONGEST_QUERY]
    context = {
        "group": group,
        "form": form,
        "place_form": place_form,
        "memberships": memberships.order_by("-leads", "member__folded"),
        "places": group.municipalities.all(),
        "query": query,
        "candidates": _candidates(group, query) if query else [],
    }
    status = 422 if form.errors or place_form.errors else 200
    return render(request, "people/groups/group_manage.html", context, status=status)


def _candidates(group: WorkingGroup, query: str) -> list[Member]:
    """Admitted members who fit the search and are not in the group."""
    inside = group.memberships.current().values("member")
    found = Member.objects.admitted().matching(query).exclude(pk__in=inside)
    return list(found.with_card().order_by("folded", "pk")[:CANDIDATES])


def _group(request: MemberRequest, slug: str) -> WorkingGroup:
    return get_object_or_404(WorkingGroup.objects.visible_to(request.user), slug=slug)


def _member(request: MemberRequest) -> Member:
    """The member a form names. 404 also for those one may not see."""
    members = Member.objects.visible_to(request.user).select_related("admission")
    return get_object_or_404(members, pk=_digits(request.POST.get("member", "")))


def _digits(key: str) -> str:
    """A key as it can stand in the database. Raises `Http404` for anything else."""
    if not (key.isascii() and key.isdigit() and len(key) <= 18):
        raise Http404
    return key

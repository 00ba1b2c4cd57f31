"""Members: the directory, a profile, and suggestions while someone types a mention."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.db.models import Case, IntegerField, Value, When
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from community.people import showcase, subjects
from community.people.belonging.statements import last_statement_of
from community.people.members import policy
from community.people.members.filters import DirectoryForm
from community.people.models import Expertise, Member, Role, WorkingGroup
from community.people.requests import MemberRequest
from community.people.subjects import Subject
from community.text import fold
from community.web.doors import door
from community.web.pages import paginate

SUGGESTIONS = 8


LONGEST_QUERY = 200


@require_safe
@door(policy.can_search_members)
def list_members(request: MemberRequest) -> HttpResponse:
    """GET /mitglieder/"""
    known = subjects.everything()
    form = DirectoryForm(request.GET, subjects=known)
    members = form.narrow(Member.objects.admitted()).with_card().prefetch_related("expertise", "grants")
    page = paginate(request, members.order_by("folded", "pk"))
    entries = [{"member": member, **_badges(member), **_stated(member, known)} for member in page]
    return render(request, "people/members/directory.html", {"form": form, "page": page, "entries": entries})


@require_safe
@login_required
def show_member(request: MemberRequest, member_id: int) -> HttpResponse:
    """GET /mitglieder/7/"""
    rows = Member.objects.select_related("municipality", "admission").prefetch_related("expertise", "grants")
    member = get_object_or_404(rows, pk=member_id)
    policy.can_see_member(request.user, member).require()
    context = {
        "member": member,
        **_badges(member),
        **_stated(member, subjects.everything()),
        "groups": WorkingGroup.objects.visible_to(request.user).of_member(member),
        "sections": showcase.sections(request.user, member),
        "may_edit": policy.can_edit_profile(request.user, member),
        "statement": last_statement_of(member) if request.user.pk == member.pk else None,
    }
    return render(request, "people/members/member.html", context)


@require_safe
def suggest_members(request: HttpRequest) -> HttpResponse:
    """GET /mitglieder/vorschlaege/?q= : a fragment of at most eight options."""
    policy.can_search_members(request.user).require()
    query = request.GET.get("q", "")[:LONGEST_QUERY]
    members = _best_first(query) if fold(query) else []
    return render(request, "people/members/_member_suggestions.html", {"members": members})


def _best_first(query: str) -> list[Member]:
    begins = When(folded__startswith=fold(query), then=Value(0))
    order = Case(begins, default=Value(1), output_field=IntegerField())
    found = Member.objects.admitted().matching(query).with_card()
    return list(found.order_by(order, "folded", "pk")[:SUGGESTIONS])


def _badges(member: Member) -> dict[str, bool]:
    """What the author line shows beside the name, from grants that are loaded."""
    return {"office": member.is_office, "expert": member.has_role(Role.EXPERT)}


def _stated(member: Member, known: list[Subject]) -> dict[str, list[Subject]]:
    """The subjects a member helps with and looks for, in the order of the house."""
    stated = {(row.direction, row.subject) for row in member.expertise.all()}
    return {
        "helps": [subject for subject in known if (Expertise.Direction.HELPS, subject.slug) in stated],
        "seeks": [subject for subject in known if (Expertise.Direction.SEEKS, subject.slug) in stated],
    }

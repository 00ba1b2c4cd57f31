"""Inviting people from a list, and the list of members as a file."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from community.moderation.access import office_only
from community.moderation.invitations import actions, policy
from community.moderation.invitations.forms import LookedAtForm, RosterForm
from community.people.models import Invitation, Member
from community.people.requests import MemberRequest
from community.web.responses import see_other
from community.web.sheets import csv_file

SHOWN = 50


@office_only
@require_http_methods(["GET", "HEAD", "POST"])
def invite_members(request: MemberRequest) -> HttpResponse:
    """A file is shown row by row; the second button invites whom it showed as new."""
    policy.can_invite_members(request.user).require()
    if request.method != "POST":
        return _page(request, RosterForm())
    if "content" in request.POST:
        return _invite(request)
    form = RosterForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, form, status=422)
    return _page(request, RosterForm(), entries=form.entries, content=form.cleaned_data["file"])


@office_only
@require_POST
def export_members(request: MemberRequest) -> HttpResponseBase:
    """POST /moderation/mitglieder.csv: who is in the network, with addresses; the record says who took it along."""
    actions.note_export(request.user)
    head = [
        _("Name"),
        _("E-Mail"),
        _("Kommune"),
        _("Regionalschlüssel"),
        _("Funktion"),
        _("Arbeitsgruppen"),
        _("dabei seit"),
    ]
    rows = Member.objects.admitted().select_related("municipality", "admission").order_by("folded", "pk")
    return csv_file(
        "mitglieder.csv", head, (_line(member) for member in rows.prefetch_related("memberships__group"))
    )


def _line(member: Member) -> list[Any]:
    groups = [row.group.name for row in member.memberships.all() if row.left_at is None]
    since = member.admission.decided_at.date().isoformat()
    return [
        member.name,
        member.email,
        member.place,
        member.municipality_id,
        member.function,
        " | ".join(groups),
        since,
    ]


def _invite(request: MemberRequest) -> HttpResponse:
    form = LookedAtForm(request.POST)
    if not form.is_valid():
        return _page(request, RosterForm(), problem=str(form.errors["content"][0]), status=422)
    try:
        invited = actions.invite_members(request.user, form.entries)
    except actions.SomebodyWasFaster as refused:
        return _page(request, RosterForm(), problem=str(refused), status=422)
    n = len(invited)
    messages.success(
        request,
        ngettext("%(n)d Person ist eingeladen.", "%(n)d Personen sind eingeladen.", n) % {"n": n},
    )
    left = [entry for entry in form.entries if entry.problems]
    if left:
        messages.warning(
            request,
            _("Nicht eingeladen, weil etwas nicht stimmt: Zeile %(rows)s.")
            % {"rows": ", ".join(str(entry.number) for entry in left)},
        )
    return see_other("invite_members")


def _page(
    request: HttpRequest,
    form: RosterForm,
    *,
    entries: list[Any] | None = None,
    content: bytes = b"",
    problem: str = "",
    status: int = 200,
) -> HttpResponse:
    waiting = Invitation.objects.open().select_related("member__municipality")
    context = {
        "form": form,
        "entries": entries,
        "new": [entry for entry in entries or () if entry.is_new],
        "wrong": [entry for entry in entries or () if entry.problems],
        "content": content.hex(),
        "problem": problem,
        "waiting": list(waiting[:SHOWN]),
        "waiting_count": waiting.count(),
        "may_export": policy.can_export_members(request.user),
    }
    return render(request, "moderation/invitations/invite_members.html", context, status=status)

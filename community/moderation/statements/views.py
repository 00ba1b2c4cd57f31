"""Statements about where people belong: the list for the office and for deputies, and what is decided."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from community.moderation.policy import can_enter_office
from community.moderation.statements import actions, policy
from community.moderation.statements.forms import RefusalForm
from community.people.models import MunicipalityStatement
from community.people.requests import MemberRequest
from community.web.answers import refused, refused_page, require_valid
from community.web.doors import door
from community.web.refusals import REFUSALS, Conflict
from community.web.responses import see_other

SHOWN = 50


@require_safe
@door(policy.can_list_statements)
def list_statements(request: MemberRequest) -> HttpResponse:
    """GET /angaben/: who says that they belong to another municipality, the longest wait first."""
    return _page(request)


@require_POST
@door(policy.can_list_statements)
def confirm_statement(request: MemberRequest, pk: int) -> HttpResponse:
    statement = _statement(request, pk)
    try:
        actions.confirm_statement(request.user, statement)
    except Conflict as conflict:
        return refused_page(request, conflict)
    messages.success(request, _("Bestätigt. %(name)s gehört jetzt dazu.") % {"name": statement.member.name})
    return see_other("list_statements")


@require_POST
@door(policy.can_list_statements)
def refuse_statement(request: MemberRequest, pk: int) -> HttpResponse:
    """POST with `reason`."""
    statement = _statement(request, pk)
    form = RefusalForm(request.POST)
    try:
        require_valid(form, may=partial(policy.can_decide_statement, request.user, statement))
        actions.refuse_statement(request.user, statement, **form.cleaned_data)
    except Conflict as conflict:  # what is decided is not in the list any more, nor is its form
        return refused_page(request, conflict)
    except REFUSALS as refusal:
        return refused(request, refusal, form, show=partial(_page, request, at=pk, form=form))
    messages.success(request, _("Abgelehnt. Die Person liest Ihre Begründung."))
    return see_other("list_statements")


def _statement(request: MemberRequest, pk: int) -> MunicipalityStatement:
    statement = get_object_or_404(MunicipalityStatement.objects.with_card(), pk=pk)
    policy.can_decide_statement(request.user, statement).require()
    return statement


def _page(
    request: MemberRequest, *, at: int = 0, form: RefusalForm | None = None, status: int = 200
) -> HttpResponse:
    """What the viewer may decide on; what was refused comes back in its form."""
    rows: Any = MunicipalityStatement.objects.open().with_card().exclude(member=request.user)
    if not can_enter_office(request.user):
        rows = rows.of_towns([policy.deputy_of(request.user)])
    items = [
        {"statement": row, "form": form if form and row.pk == at else RefusalForm(auto_id=f"id_{row.pk}_%s")}
        for row in rows[:SHOWN]
    ]
    return render(request, "moderation/statements/statements.html", {"items": items}, status=status)

"""What was done lately, and taking it back."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from community.moderation import journal
from community.moderation import policy as office_policy
from community.moderation.access import case_workers_only
from community.moderation.models import Deed
from community.moderation.undo import actions, policy
from community.moderation.undo.forms import UndoForm
from community.people.requests import MemberRequest
from community.web.pages import paginate
from community.web.responses import see_other


@case_workers_only
@require_safe
def list_deeds(request: MemberRequest) -> HttpResponse:
    """GET /moderation/massnahmen/: the latest first."""
    deeds = Deed.objects.visible_to(request.user).whole().select_related("actor", "undoing__undone_by")
    page = paginate(request, deeds)
    context = {
        "page": page,
        "rows": [(deed, journal.name_of(deed), journal.describe(deed)) for deed in page],
        "in_office": office_policy.can_enter_office(request.user),
    }
    return render(request, "moderation/undo/deeds.html", context)


@case_workers_only
@require_safe
def show_deed(request: MemberRequest, deed_id: int) -> HttpResponse:
    """GET /moderation/massnahmen/7/"""
    return _page(request, _deed(request, deed_id), UndoForm())


@case_workers_only
@require_POST
def undo_deed(request: MemberRequest, deed_id: int) -> HttpResponse:
    """POST /moderation/massnahmen/7/zuruecknehmen/ with `reason`"""
    deed, form = _deed(request, deed_id), UndoForm(request.POST)
    if not form.is_valid():
        return _page(request, deed, form, status=422)
    policy.can_undo_deed(request.user, deed).require()
    try:
        actions.undo_deed(request.user, deed, reason=form.cleaned_data["reason"])
    except journal.CannotUndo as obstacle:
        form.add_error(None, str(obstacle))
        return _page(request, deed, form, status=422)
    messages.success(request, _("Zurückgenommen. Es ist wieder wie zuvor."))
    return see_other(deed)


def _page(request: MemberRequest, deed: Deed, form: UndoForm, status: int = 200) -> HttpResponse:
    context = {
        "deed": deed,
        "name": journal.name_of(deed),
        "sentence": journal.describe(deed),
        "steps": [(step, journal.describe(step)) for step in deed.steps.order_by("pk")],
        "can_undo": policy.can_undo_deed(request.user, deed),
        "form": form,
        "in_office": office_policy.can_enter_office(request.user),
    }
    return render(request, "moderation/undo/deed.html", context, status=status)


def _deed(request: MemberRequest, deed_id: int) -> Deed:
    rows = Deed.objects.select_related("actor", "undoing__undone_by", "batch")
    deed = get_object_or_404(rows, pk=deed_id)
    policy.can_see_deed(request.user, deed).require()
    return deed

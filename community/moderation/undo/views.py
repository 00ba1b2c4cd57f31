"""What was done lately, and taking it back."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from community.moderation import policy as office_policy
from community.moderation.access import case_workers_only
from community.moderation.models import ModerationAction
from community.moderation.undo import actions, journal, policy
from community.moderation.undo.forms import UndoForm
from community.people.requests import MemberRequest
from community.web.pages import paginate
from community.web.responses import see_other


@case_workers_only
@require_safe
def list_actions(request: MemberRequest) -> HttpResponse:
    """GET /moderation/massnahmen/: the latest first."""
    entries = (
        ModerationAction.objects.visible_to(request.user)
        .whole()
        .select_related("actor", "undoing__undone_by")
    )
    page = paginate(request, entries)
    context = {
        "page": page,
        "rows": [(entry, journal.name_of(entry), journal.describe(entry)) for entry in page],
        "in_office": office_policy.can_enter_office(request.user),
    }
    return render(request, "moderation/undo/actions.html", context)


@case_workers_only
@require_safe
def show_action(request: MemberRequest, action_id: int) -> HttpResponse:
    """GET /moderation/massnahmen/7/"""
    return _page(request, _deed(request, action_id), UndoForm())


@case_workers_only
@require_POST
def undo_action(request: MemberRequest, action_id: int) -> HttpResponse:
    """POST /moderation/massnahmen/7/zuruecknehmen/ with `reason`"""
    entry, form = _deed(request, action_id), UndoForm(request.POST)
    if not form.is_valid():
        return _page(request, entry, form, status=422)
    policy.can_undo_action(request.user, entry).require()
    try:
        actions.undo_action(request.user, entry, reason=form.cleaned_data["reason"])
    except journal.CannotUndo as obstacle:
        form.add_error(None, str(obstacle))
        return _page(request, entry, form, status=422)
    messages.success(request, _("Zurückgenommen. Es ist wieder wie zuvor."))
    return see_other(entry)


def _page(request: MemberRequest, entry: ModerationAction, form: UndoForm, status: int = 200) -> HttpResponse:
    context = {
        "entry": entry,
        "name": journal.name_of(entry),
        "sentence": journal.describe(entry),
        "steps": [(step, journal.describe(step)) for step in entry.steps.order_by("pk")],
        "can_undo": policy.can_undo_action(request.user, entry),
        "form": form,
        "in_office": office_policy.can_enter_office(request.user),
    }
    return render(request, "moderation/undo/action.html", context, status=status)


def _deed(request: MemberRequest, action_id: int) -> ModerationAction:
    rows = ModerationAction.objects.select_related("actor", "undoing__undone_by", "batch")
    entry = get_object_or_404(rows, pk=action_id)
    policy.can_see_action(request.user, entry).require()
    return entry

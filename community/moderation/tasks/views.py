"""What the office has to see to: the list, a new line, and how far one is."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from community.moderation.access import office_only
from community.moderation.models import Errand
from community.moderation.tasks import actions
from community.moderation.tasks.forms import ErrandForm, StageForm
from community.people.requests import MemberRequest
from community.web.responses import SeeOther, see_other

DONE_SHOWN = 20


@office_only
@require_safe
def list_errands(request: MemberRequest) -> HttpResponse:
    """GET /moderation/vormerkungen/: all that is undone, then what was done last."""
    return _page(request, ErrandForm())


@office_only
@require_POST
def note_errand(request: MemberRequest) -> HttpResponse:
    """POST /moderation/vormerkungen/neu/ with `title` and `due_on`"""
    form = ErrandForm(request.POST)
    if not form.is_valid():
        return _page(request, form, status=422)
    actions.note_errand(request.user, **form.cleaned_data)
    return see_other("list_errands")


@office_only
@require_POST
def mark_errand(request: MemberRequest, errand_id: int) -> HttpResponse:
    """POST /moderation/vormerkungen/7/ with `stage`; `list` leads back to the list, else to the desk."""
    errand, form = get_object_or_404(Errand, pk=errand_id), StageForm(request.POST)
    if not form.is_valid():
        return _page(request, ErrandForm(), status=422)
    actions.mark_errand(request.user, errand, stage=form.cleaned_data["stage"])
    if "list" in request.POST:
        return see_other("list_errands")
    return SeeOther("/moderation/#bahn-diese-woche")


def _page(request: MemberRequest, form: ErrandForm, status: int = 200) -> HttpResponse:
    rows = Errand.objects.select_related("prepared_by", "done_by")
    context = {
        "undone": rows.undone(),
        "done": rows.filter(done_at__isnull=False).order_by("-done_at")[:DONE_SHOWN],
        "form": form,
        "title": _("Vormerkungen"),
    }
    return render(request, "moderation/tasks/errands.html", context, status=status)

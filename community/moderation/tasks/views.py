"""What the office has to see to: the list, a new line, and how far one is."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from community.moderation.access import office_only
from community.moderation.models import Task
from community.moderation.tasks import actions
from community.moderation.tasks.forms import StageForm, TaskForm
from community.people.requests import MemberRequest
from community.web.responses import SeeOther, see_other

DONE_SHOWN = 20


@office_only
@require_safe
def list_tasks(request: MemberRequest) -> HttpResponse:
    """GET /moderation/vormerkungen/: all that is undone, then what was done last."""
    return _page(request, TaskForm())


@office_only
@require_POST
def add_task(request: MemberRequest) -> HttpResponse:
    """POST /moderation/vormerkungen/neu/ with `title` and `due_on`"""
    form = TaskForm(request.POST)
    if not form.is_valid():
        return _page(request, form, status=422)
    actions.add_task(request.user, **form.cleaned_data)
    return see_other("list_tasks")


@office_only
@require_POST
def mark_task(request: MemberRequest, task_id: int) -> HttpResponse:
    """POST /moderation/vormerkungen/7/ with `stage`; `list` leads back to the list, else to the desk."""
    task, form = get_object_or_404(Task, pk=task_id), StageForm(request.POST)
    if not form.is_valid():
        return _page(request, TaskForm(), status=422)
    actions.mark_task(request.user, task, stage=form.cleaned_data["stage"])
    if "list" in request.POST:
        return see_other("list_tasks")
    return SeeOther(f"{reverse('show_desk')}#bahn-diese-woche")


def _page(request: MemberRequest, form: TaskForm, status: int = 200) -> HttpResponse:
    rows = Task.objects.select_related("prepared_by", "done_by")
    context = {
        "undone": rows.undone(),
        "done": rows.filter(done_at__isnull=False).order_by("-done_at")[:DONE_SHOWN],
        "form": form,
        "title": _("Vormerkungen"),
    }
    return render(request, "moderation/tasks/tasks.html", context, status=status)

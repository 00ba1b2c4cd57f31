"""The panel of this week: the office's own list, and what ends by itself."""

from __future__ import annotations

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from community.moderation.desk.registry import Panel, provide
from community.moderation.models import Case, Sanction, Task
from community.people.models import Member

ON_DESK = 8


WEEK = timedelta(days=7)


@provide
def this_week(officer: Member) -> Panel:
    """Errands that are due, then pauses and reading only that end, so that nobody is surprised by a return."""
    tasks = list(Task.objects.this_week())
    ending = ending_soon(officer)
    undone = sum(not task.done_at for task in tasks)
    return Panel(
        slug="diese-woche",
        title=_("Diese Woche"),
        template="moderation/tasks/_week.html",
        items=[("task", task) for task in tasks[:ON_DESK]]
        + [("ending", sanction) for sanction in ending[:ON_DESK]],
        total=undone + len(ending),
        more_url=reverse("list_tasks"),
        order=60,
        waits=bool(undone),
    )


def ending_soon(officer: Member) -> list[Sanction]:
    """What ends within a week, in cases this officer may see. One query."""
    within = timezone.now() + WEEK
    rows = Sanction.objects.in_force().filter(
        until__lt=within, decision__case__in=Case.objects.visible_to(officer)
    )
    return list(rows.exclude(kind="warning").select_related("decision__case", "member").order_by("until"))

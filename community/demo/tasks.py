"""The demo office's own list for the week."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from community.moderation.models import Task
from community.moderation.tasks import actions as task_actions
from community.people.models import Member

OFFICER, COLLEAGUE = "chiara@geschaeftsstelle.example", "dora@geschaeftsstelle.example"


# What, in how many days, and whether a colleague has prepared it.
TASKS = (
    ("Onlineseminar Leerstand: Zugangsdaten an die Angemeldeten schicken", 1, True),
    ("Mikroförderung: an das Ende der Bewerbungsfrist erinnern", 3, False),
    ("Tandem Coburg und Spelle: nachfragen, wie das erste Treffen war", 5, False),
)


def fill_tasks(members: dict[str, Member]) -> int:
    """Note what is not on the list yet; returns how many lines were new."""
    new = 0
    for title, days, prepared in TASKS:
        if Task.objects.filter(title=title).exists():
            continue
        due_on = timezone.localdate() + timedelta(days=days)
        task = task_actions.add_task(members[OFFICER], title=title, due_on=due_on)
        if prepared:
            task_actions.mark_task(members[COLLEAGUE], task, stage=Task.Stage.PREPARED)
        new += 1
    return new

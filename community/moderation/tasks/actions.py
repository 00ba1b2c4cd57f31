"""The office's own list of what is to be done by when."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone

from community.audit.record import record
from community.moderation.desk.ringing import ring_office
from community.moderation.models import Task
from community.moderation.tasks import policy
from community.people.models import Member

Stage = Task.Stage


@transaction.atomic
def add_task(officer: Member, *, title: str, due_on: date) -> Task:
    """Put something on the list."""
    policy.can_manage_tasks(officer).require()
    task = Task.objects.create(title=title, due_on=due_on, made_by=officer)
    record(officer, "add_task", task, after={"due_on": due_on.isoformat()})
    ring_office()
    return task


@transaction.atomic
def mark_task(officer: Member, task: Task, *, stage: str) -> Task:
    """Say how far it is; also back again. Saying what is so already keeps who said it first."""
    policy.can_manage_tasks(officer).require()
    task = Task.objects.select_for_update().get(pk=task.pk)
    before = task.stage
    if stage == before:
        return task
    now = timezone.now()
    if stage == Stage.OPEN:
        task.prepared_by, task.prepared_at = None, None
    elif stage == Stage.PREPARED and not task.prepared_at:
        task.prepared_by, task.prepared_at = officer, now
    is_done = stage == Stage.DONE
    task.done_by, task.done_at = (officer, now) if is_done else (None, None)
    task.save(update_fields=["prepared_by", "prepared_at", "done_by", "done_at"])
    record(officer, "mark_task", task, before={"stage": before}, after={"stage": stage})
    ring_office()
    return task

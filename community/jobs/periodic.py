"""One round of work: what is due and whatever lies there."""

from __future__ import annotations

import logging
from datetime import datetime

from django.utils import timezone

from community.jobs import registry
from community.jobs.models import JobRun

logger = logging.getLogger(__name__)


ERROR_ROOM = 300


def do_round(lane: str | None = None) -> int:
    """Do each job that is due, and of each task one portion; returns how much was done of the tasks.

    Jobs belong to the main lane. Without a `lane` all are done, one after the other.
    """
    if lane in (None, registry.MAIN):
        do_jobs(timezone.now())
    return sum(_attempt(name, task) for name, task in registry.tasks(lane).items())


def do_jobs(now: datetime) -> list[str]:
    """Do the jobs that are due at `now` and that no other worker takes; returns their names."""
    due_at = dict(JobRun.objects.values_list("name", "due_at"))
    done = []
    for name, job in registry.jobs().items():
        if name not in due_at:
            JobRun.objects.get_or_create(name=name, defaults={"due_at": now})
        if due_at.get(name, now) <= now and _take(job, now):
            _do(job)
            done.append(name)
    return done


def _take(job: registry.Job, now: datetime) -> bool:
    """Two workers at once: one of them moves the row, the other finds it moved."""
    due = JobRun.objects.filter(name=job.name, due_at__lte=now)
    return bool(due.update(due_at=now + job.rest, started_at=now))


def _do(job: registry.Job) -> None:
    error = ""
    try:
        job.run()
    except Exception as failure:
        logger.exception("%s failed", job.name)
        error = f"{type(failure).__name__}: {failure}"[:ERROR_ROOM]
    JobRun.objects.filter(name=job.name).update(finished_at=timezone.now(), error=error)


def _attempt(name: str, task: registry.Task) -> int:
    try:
        return task()
    except Exception:
        logger.exception("%s failed", name)
        return 0

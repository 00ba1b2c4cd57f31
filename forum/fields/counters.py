"""What a field knows about its threads: counters kept in the transaction of the act, so lists need not count."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import F, Max
from django.utils import timezone

from forum.models import ActionField, Thread

Weight = dict[str, int]


def count_in_field(field: ActionField, *, threads: int = 0, posts: int = 0, opened: int = 0) -> None:
    """Add to the field's counters; a new thread or post also moves its time of last activity.

    Call it last in a transaction: the field's row is shared by all its threads and locked from here to the commit.
    """
    changes = _added({"threads": threads, "posts": posts, "opened": opened})
    if threads or posts:
        changes["active_at"] = timezone.now()
    ActionField.objects.filter(pk=field.pk).update(**changes)


def weight(thread: Thread) -> Weight:
    """What the thread adds to the counters of its field as it stands."""
    if thread.merged_into_id:
        return {"threads": 0, "posts": 0, "opened": 0}
    opened = thread.is_question and not thread.is_answered and not thread.is_closed
    return {"threads": 1, "posts": thread.reply_count + 1, "opened": int(opened)}


def shift_counts(shifts: Iterable[tuple[ActionField, Weight, Weight]]) -> None:
    """Each field carried the first weight and carries the second now. Nothing was written, so the time of last
    activity is that of the threads that are there. Fields are locked in one order; call it last."""
    by_field: dict[int, Weight] = {}
    for field, before, after in shifts:
        total = by_field.setdefault(field.pk, {"threads": 0, "posts": 0, "opened": 0})
        for name in total:
            total[name] += after[name] - before[name]
    for key in sorted(by_field):
        active = Thread.objects.in_field(key).aggregate(last=Max("active_at"))["last"]
        ActionField.objects.filter(pk=key).update(**_added(by_field[key]), active_at=active)


def _added(weight: Weight) -> dict[str, Any]:
    return {
        "thread_count": F("thread_count") + weight["threads"],
        "post_count": F("post_count") + weight["posts"],
        "open_count": F("open_count") + weight["opened"],
    }

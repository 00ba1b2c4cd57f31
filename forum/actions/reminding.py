"""Questions without a marked answer: whoever asked is reminded once, two weeks on."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from forum.models import AnswerReminder, Thread
from forum.telling import tell_of_reminder

AFTER, AT_LATEST = timedelta(days=14), timedelta(days=60)
AT_ONCE = 200


def remind_askers() -> int:
    """Tell those whose question has replies but no marked answer after two weeks; returns how many.

    Older questions than two months are let rest: who starts to remind people must not begin with last year.
    """
    now = timezone.now()
    waiting = Thread.objects.open_questions().filter(
        merged_into__isnull=True,
        reply_count__gt=0,
        created_at__range=(now - AT_LATEST, now - AFTER),
        reminder__isnull=True,
    )
    told = 0
    for thread in waiting.select_related("field", "author").order_by("pk")[:AT_ONCE]:
        with transaction.atomic():
            _reminder, is_first = AnswerReminder.objects.get_or_create(thread=thread)
            told += tell_of_reminder(thread) if is_first else 0
    return told

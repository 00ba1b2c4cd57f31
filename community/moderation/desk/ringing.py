"""The office's bell: it rings open desks when something waits, is decided, or lies open with a colleague."""

from __future__ import annotations

from django.db.models import Max

from community import live
from community.audit.models import AuditEvent
from community.moderation.models import Appeal, Report

STREAM = "office"


def office_head() -> int:
    """Rises with every report, every appeal and every use of power: rows that are only ever added."""
    tops = (model.objects.aggregate(top=Max("pk"))["top"] for model in (AuditEvent, Report, Appeal))
    return sum(top or 0 for top in tops)


def ring_office() -> None:
    """After commit. Called inside the transaction of what happened, after it was recorded."""
    live.publish(STREAM, {"type": "head", "stream": STREAM, "head": office_head()})


def ring_watched() -> None:
    """After commit: somebody has opened a case. Nobody misses anything who does not hear it."""
    live.publish(STREAM, {"type": "watched", "stream": STREAM})

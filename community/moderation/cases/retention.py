"""Forgetting: when a case is long over, everything personal in it goes; the decision and its counters stay."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from community.moderation.models import (
    Appeal,
    Case,
    CaseMessage,
    CaseNote,
    Decision,
    Evidence,
    Letter,
    Report,
)

KEPT_FOR = timedelta(days=3 * 365)  # to the end of the usual limitation period


GONE = "–"


def forgettable() -> list[Case]:
    """Decided cases whose time is over, without an open appeal and without a sanction still in force."""
    rows = Case.objects.filter(
        state=Case.State.SETTLED, decided_at__lt=timezone.now() - KEPT_FOR, forgotten_at__isnull=True
    )
    return [case for case in rows.order_by("pk") if not _still_matters(case)]


def forget_case(case: Case) -> None:
    """Reports without sender and words, no evidence, letters and notes; the decision without its reasons."""
    with transaction.atomic():
        decisions = Decision.objects.filter(case=case)
        Evidence.objects.of_case(case).delete()
        Letter.objects.filter(decision__in=decisions).delete()
        CaseNote.objects.filter(case=case).delete()
        CaseMessage.objects.filter(case=case).delete()
        now = timezone.now()
        Report.objects.filter(case=case).update(
            reporter=None, name="", email="", text=GONE, address="", anonymised_at=now
        )
        Appeal.objects.filter(decision__in=decisions).update(text=GONE)
        Appeal.objects.filter(decision__in=decisions).exclude(reasons="").update(reasons=GONE)
        decisions.update(reasons=GONE, note="")
        decisions.exclude(taken_back_because="").update(taken_back_because=GONE)
        Case.objects.filter(pk=case.pk).update(title="", address="", author=None, forgotten_at=now)


def forget_cases() -> int:
    """Forget what is due; returns how many cases that were."""
    due = forgettable()
    for case in due:
        forget_case(case)
    return len(due)


def _still_matters(case: Case) -> bool:
    if Appeal.objects.open().filter(decision__case=case).exists():
        return True
    sanctions = (decision.sanctions.in_force() for decision in case.decisions.all())
    return any(rows.exclude(kind="hint").exists() for rows in sanctions)

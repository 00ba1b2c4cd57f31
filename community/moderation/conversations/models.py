"""What the office and a person write to each other about a case; the other side never reads it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from community.moderation.cases.models import Case
from community.moderation.reports.models import Report


class CaseMessage(models.Model):
    """One message, with whoever sent `report`, or without one with the author of what the case is about."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="messages")
    report = models.ForeignKey(Report, on_delete=models.CASCADE, null=True, related_name="messages")
    from_office = models.BooleanField()
    # Who of the office wrote it: for colleagues only, the person reads "Geschäftsstelle".
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    text = models.TextField()
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="a_message_about_a_case_says_something"),
            models.CheckConstraint(
                condition=Q(from_office=True, written_by__isnull=False)
                | Q(from_office=False, written_by__isnull=True),
                name="the_office_knows_who_wrote_for_it",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case}: {self.text[:60]}"

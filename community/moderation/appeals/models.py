"""Appeals: someone does not agree with a decision, and another person of the office decides about it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.moderation.cases.models import Case
from community.moderation.decisions.models import Decision

ANSWER_WITHIN = timedelta(days=14)


class AppealQuerySet(models.QuerySet["Appeal"]):
    def visible_to(self, viewer: Any) -> AppealQuerySet:
        """Those of the cases one may see, for the office alone."""
        if not getattr(viewer, "acts_for_office", False):
            return self.none()
        return self.filter(decision__case__in=Case.objects.visible_to(viewer))

    def open(self) -> AppealQuerySet:
        """Nobody has answered yet, the oldest first."""
        return self.filter(outcome="").order_by("received_at", "pk")


class Appeal(models.Model):
    """By the author of what was restricted, or by someone who reported; `report` tells them apart."""

    class Outcome(models.TextChoices):
        UPHELD = "upheld", _("Die Entscheidung bleibt")
        GRANTED = "granted", _("Dem Widerspruch wird abgeholfen")

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="appeals")
    report = models.ForeignKey(
        "moderation.Report", on_delete=models.SET_NULL, null=True, related_name="appeals"
    )
    by_author = models.BooleanField()
    text = models.TextField()
    received_at = models.DateTimeField(default=timezone.now)
    # Copied from the decision, so that the database itself can keep that person from deciding twice.
    first_decider = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True)
    reasons = models.TextField(blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)

    objects = AppealQuerySet.as_manager()

    class Meta:
        verbose_name = _("Widerspruch")
        verbose_name_plural = _("Widersprüche")
        ordering = ["received_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["decision"], condition=Q(by_author=True), name="an_author_appeals_once"
            ),
            models.UniqueConstraint(
                fields=["decision", "report"], condition=Q(by_author=False), name="a_reporter_appeals_once"
            ),
            models.CheckConstraint(condition=~Q(text=""), name="an_appeal_says_something"),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("first_decider")),
                name="nobody_decides_on_an_appeal_against_themselves",
            ),
            models.CheckConstraint(
                condition=Q(outcome="", decided_by__isnull=True, decided_at__isnull=True)
                | (Q(decided_by__isnull=False, decided_at__isnull=False) & ~Q(outcome="") & ~Q(reasons="")),
                name="an_answered_appeal_says_who_when_and_why",
            ),
        ]

    # For whoever looks at the queue: is it their own decision? Set by what reads the queue.
    is_mine: bool = False

    def __str__(self) -> str:
        return f"{self.decision.case}: {_('Widerspruch')}"

    def get_absolute_url(self) -> str:
        return f"/moderation/widersprueche/{self.pk}/"

    @property
    def is_open(self) -> bool:
        return self.outcome == ""

    @property
    def due_at(self) -> datetime:
        """When the house wants to have answered."""
        return self.received_at + ANSWER_WITHIN

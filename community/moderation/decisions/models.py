"""Decisions: what was decided, on which ground, and the letters about it."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.moderation.cases.models import Case
from community.people.models import Document

APPEAL_WITHIN = timedelta(days=183)  # six months, Art. 20 (1) DSA


TAKE_BACK_WITHIN = timedelta(days=30)


class Decision(models.Model):
    """How a case ended, who said so, on which ground, and why. A granted appeal may end in a second one."""

    class Result(models.TextChoices):
        RESTRICTED = "restricted", _("eingeschränkt")
        STAYS = "stays", _("bleibt stehen")
        VOID = "void", _("gegenstandslos")
        FORWARDED = "forwarded", _("weitergeleitet")

    class Basis(models.TextChoices):
        RULES = "rules", _("Netiquette")
        LAW = "law", _("Gesetz")

    class Trigger(models.TextChoices):
        NOTICE = "notice", _("auf eine Meldung hin")
        OWN = "own", _("von uns aus")
        ORDER = "order", _("auf Anordnung einer Behörde")

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="decisions")
    appeal = models.OneToOneField(
        "moderation.Appeal", on_delete=models.PROTECT, null=True, related_name="decision_after"
    )
    result = models.CharField(max_length=10, choices=Result)
    trigger = models.CharField(max_length=6, choices=Trigger, default=Trigger.NOTICE)
    basis = models.CharField(max_length=5, choices=Basis, default=Basis.RULES)
    # Which version of the rules, and which paragraph of it; 0 is the rules as a whole.
    rules = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, related_name="+")
    paragraph = models.PositiveSmallIntegerField(default=0)
    law = models.CharField(max_length=200, blank=True)
    category = models.CharField(max_length=80, default="STATEMENT_CATEGORY_OTHER_VIOLATION_TC")
    reasons = models.TextField()
    note = models.TextField(blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(default=timezone.now)
    taken_back_at = models.DateTimeField(null=True)
    taken_back_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    taken_back_because = models.TextField(blank=True)

    class Meta:
        verbose_name = _("Entscheidung")
        ordering = ["decided_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(appeal__isnull=True), name="a_case_is_decided_once"
            ),
            models.CheckConstraint(condition=~Q(reasons=""), name="deciding_needs_reasons"),
            models.CheckConstraint(
                condition=~Q(basis="law", result="restricted") | ~Q(law=""),
                name="who_restricts_by_law_names_it",
            ),
            models.CheckConstraint(
                condition=Q(taken_back_at__isnull=True, taken_back_by__isnull=True)
                | (Q(taken_back_at__isnull=False) & ~Q(taken_back_because="")),
                name="taking_back_a_decision_needs_a_reason",
            ),
        ]
        indexes = [models.Index(fields=["decided_at"], name="decision_by_time")]

    def __str__(self) -> str:
        return f"{self.case}: {self.get_result_display()}"

    @property
    def is_in_force(self) -> bool:
        return self.taken_back_at is None

    @property
    def appeal_until(self) -> datetime:
        return self.decided_at + APPEAL_WITHIN

    @property
    def can_be_taken_back(self) -> bool:
        """Within a month; later only an appeal changes something."""
        return self.is_in_force and timezone.now() < self.decided_at + TAKE_BACK_WITHIN


class Letter(models.Model):
    """What was written to whom because of a decision, word for word; never changed afterwards."""

    class Purpose(models.TextChoices):
        STATEMENT = "statement", _("Begründung an die Verfasserin oder den Verfasser")
        OUTCOME = "outcome", _("Ergebnis an die meldende Person")
        RECEIPT = "receipt", _("Eingang des Widerspruchs")
        ANSWER = "answer", _("Antwort auf den Widerspruch")
        LIFTED = "lifted", _("Rücknahme")

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="letters")
    purpose = models.CharField(max_length=10, choices=Purpose)
    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    report = models.ForeignKey("moderation.Report", on_delete=models.SET_NULL, null=True, related_name="+")
    language = models.CharField(max_length=5)
    subject = models.CharField(max_length=300)
    body = models.TextField()
    written_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["written_at", "pk"]

    def __str__(self) -> str:
        return self.subject

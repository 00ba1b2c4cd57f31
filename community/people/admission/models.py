"""What the office has decided about a person: whether they are let in, and that their municipality is right."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Admission(models.Model):
    """The decision about a registration. Without one, the person is waiting."""

    class Outcome(models.TextChoices):
        ADMITTED = "admitted", _("aufgenommen")
        DECLINED = "declined", _("abgelehnt")

    member = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="admission"
    )
    outcome = models.CharField(max_length=10, choices=Outcome)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="admissions_decided"
    )
    decided_at = models.DateTimeField(default=timezone.now)
    reason = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome="admitted") | (Q(outcome="declined") & ~Q(reason="")),
                name="declining_a_registration_needs_a_reason",
            )
        ]

    def __str__(self) -> str:
        return self.get_outcome_display()


class ConfirmationQuerySet(models.QuerySet["Confirmation"]):
    def in_force(self) -> ConfirmationQuerySet:
        return self.filter(withdrawn_at__isnull=True)

    def of(self, member: Any) -> ConfirmationQuerySet:
        """What holds for where the member says they belong now; a move to another municipality needs a new one."""
        return self.in_force().filter(member=member, municipality=member.municipality_id)


class Confirmation(models.Model):
    """Someone in the office has made sure that the member belongs there; without a municipality, to none."""

    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="confirmations"
    )
    municipality = models.ForeignKey(
        "people.Municipality", on_delete=models.PROTECT, null=True, related_name="+"
    )
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    confirmed_at = models.DateTimeField(default=timezone.now)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=500, blank=True)

    objects = ConfirmationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["member"],
                condition=Q(withdrawn_at__isnull=True),
                name="a_member_has_one_confirmation_in_force",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | ~Q(reason=""),
                name="withdrawing_a_confirmation_needs_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member}: {self.municipality or '–'}"

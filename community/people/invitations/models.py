"""Invitations of the office: who has been asked to come in, and has not said yes yet."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def open(self) -> InvitationQuerySet:
        """Nobody has accepted them; the oldest first."""
        return self.filter(accepted_at__isnull=True).order_by("invited_at", "pk")


class Invitation(models.Model):
    """The person has a row but no password, has agreed to nothing and is in no list until they accept."""

    member = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="invitation"
    )
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    invited_at = models.DateTimeField(default=timezone.now)
    accepted_at = models.DateTimeField(null=True)
    # What they come into when they accept.
    groups = models.ManyToManyField("people.WorkingGroup", related_name="+", blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["invited_at"],
                condition=models.Q(accepted_at__isnull=True),
                name="invitation_open_by_time",
            )
        ]

    def __str__(self) -> str:
        return f"{self.member_id} {self.invited_at:%Y-%m-%d}"

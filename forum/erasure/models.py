"""Erasing a removed post for good: one person asks, another confirms."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone


class Erasure(models.Model):
    """A removed post is to be erased for good: one person asks, another does it."""

    post = models.OneToOneField("forum.Post", on_delete=models.CASCADE, related_name="erasure")
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(default=timezone.now)
    reason = models.CharField(max_length=500)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    confirmed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="erasing_a_post_needs_a_reason"),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True, confirmed_at__isnull=True)
                | Q(confirmed_by__isnull=False, confirmed_at__isnull=False),
                name="an_erasure_is_confirmed_by_someone_at_some_time",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True) | ~Q(confirmed_by=models.F("proposed_by")),
                name="erasing_a_post_takes_two_people",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.post_id}: {self.reason}"

    @property
    def is_final(self) -> bool:
        return self.confirmed_at is not None

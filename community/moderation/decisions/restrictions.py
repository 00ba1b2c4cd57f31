"""What decisions do to things: restrictions, with what is needed to lift them."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from community.moderation.decisions.models import Decision


class RestrictionQuerySet(models.QuerySet["Restriction"]):
    def in_force(self) -> RestrictionQuerySet:
        return self.filter(lifted_at__isnull=True)

    def on(self, kind: str, key: str) -> RestrictionQuerySet:
        return self.filter(kind=kind, thing_key=key)


class Restriction(models.Model):
    """What a decision did to a thing: one of the thing's own measures, and how it was before."""

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="restrictions")
    kind = models.CharField(max_length=30)
    thing_key = models.CharField(max_length=40)
    measure = models.CharField(max_length=30)
    done = models.CharField(max_length=300)
    visibility = models.CharField(max_length=60, blank=True)
    before = models.JSONField(default=dict)
    made_at = models.DateTimeField(default=timezone.now)
    lifted_at = models.DateTimeField(null=True)
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    objects = RestrictionQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "thing_key", "measure"],
                condition=Q(lifted_at__isnull=True),
                name="a_measure_is_in_force_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.thing_key}: {self.measure}"

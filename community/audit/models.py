"""Append-only record of used power: who did what to which thing, when, why, and how it was before."""

from __future__ import annotations

from typing import Any, NoReturn

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone


class AuditQuerySet(models.QuerySet["AuditEvent"]):
    def about(self, thing: models.Model) -> AuditQuerySet:
        """All entries about one thing, newest first."""
        return self.filter(thing_kind=thing._meta.label_lower, thing_key=str(thing.pk)).order_by("-pk")

    def matching(self, words: str) -> AuditQuerySet:
        """Entries whose verb, thing, reason or actor contains every one of the words."""
        found = self
        for word in words.split()[:5]:
            found = found.filter(
                Q(verb__icontains=word)
                | Q(thing_name__icontains=word)
                | Q(reason__icontains=word)
                | Q(actor__name__icontains=word)
            )
        return found

    def update(self, **kwargs: Any) -> NoReturn:
        raise TypeError("The audit record is append-only")

    def delete(self) -> NoReturn:
        raise TypeError("The audit record is append-only")


class AuditEvent(models.Model):
    """One use of power. The row names the thing by kind and key, so it outlives the thing."""

    actor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    verb = models.CharField(max_length=60)
    thing_kind = models.CharField(max_length=60)
    thing_key = models.CharField(max_length=40)
    thing_name = models.CharField(max_length=300)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    reason = models.TextField(blank=True)
    at = models.DateTimeField(default=timezone.now)

    objects = AuditQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["thing_kind", "thing_key"], name="audit_by_thing")]

    def __str__(self) -> str:
        return f"{self.verb} {self.thing_kind} {self.thing_key}"


class SealQuerySet(models.QuerySet["Seal"]):
    def update(self, **kwargs: Any) -> NoReturn:
        raise TypeError("Seals are append-only")

    def delete(self) -> NoReturn:
        raise TypeError("Seals are append-only")


class Seal(models.Model):
    """A link of the chain: the hash of an entry together with the seal before it. Changing one breaks all after it."""

    number = models.PositiveBigIntegerField(unique=True)
    event = models.OneToOneField(AuditEvent, on_delete=models.PROTECT, related_name="seal")
    sha256 = models.CharField(max_length=64)

    objects = SealQuerySet.as_manager()

    class Meta:
        ordering = ["number"]

    def __str__(self) -> str:
        return f"{self.number} {self.sha256[:12]}"

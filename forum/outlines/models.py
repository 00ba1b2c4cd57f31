"""Outlines: what the office suggests to say when somebody begins a thread in a field."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Outline(models.Model):
    """One for each field; ``{Kommune}`` and ``{Einwohnerzahl}`` in it stand for the writer's own."""

    field = models.OneToOneField("forum.ActionField", on_delete=models.CASCADE, related_name="outline")
    text = models.TextField(_("Gliederung"))
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    written_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="an_outline_says_something")]

    def __str__(self) -> str:
        return f"{self.field_id}: {self.text[:60]}"

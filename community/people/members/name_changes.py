"""Which names somebody had here: a name is what others trust, so a change leaves a row."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone


class NameChange(models.Model):
    """A member was called otherwise until then."""

    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="name_changes"
    )
    former = models.CharField(max_length=200)
    name = models.CharField(max_length=200)
    # Nobody where a decision of the office did it, which has its own row.
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-changed_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.former} → {self.name}"

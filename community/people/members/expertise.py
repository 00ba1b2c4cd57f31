"""Where a member can help and what they look for, in the words of the house's subjects."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Expertise(models.Model):
    """One subject of one member. `subject` is a slug declared by a content app in `subjects`."""

    class Direction(models.TextChoices):
        HELPS = "helps", _("kann helfen bei")
        SEEKS = "seeks", _("sucht")

    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="expertise")
    subject = models.SlugField(max_length=60)
    direction = models.CharField(max_length=5, choices=Direction)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["member", "subject", "direction"], name="expertise_is_stated_once"
            )
        ]
        indexes = [models.Index(fields=["subject", "direction"], name="expertise_by_subject")]

    def __str__(self) -> str:
        return f"{self.get_direction_display()} {self.subject}"

"""What a member is still writing: kept on the server while they type, so nothing is lost."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Draft(models.Model):
    """One draft per member and place. `place` is ``new:<field slug>``, ``thread:<id>``, ``post:<id>`` (an edit),
    ``summary:<id of the thread>``, ``ask:`` or ``ask:<id>`` (a confidential question, an answer under its pseudonym).

    `version` is raised with every save; a save that was based on an older version is a conflict: another device
    has written meanwhile.
    """

    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="drafts")
    place = models.CharField(max_length=80)
    title = models.CharField(max_length=400, blank=True)
    text = models.TextField(blank=True)
    reply_to = models.PositiveIntegerField(null=True)
    version = models.PositiveIntegerField(default=1)
    device = models.CharField(max_length=40, blank=True)
    saved_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("Entwurf")
        verbose_name_plural = _("Entwürfe")
        ordering = ["-saved_at"]
        constraints = [models.UniqueConstraint(fields=["member", "place"], name="draft_is_one_per_place")]

    def __str__(self) -> str:
        return f"{self.place} v{self.version}"

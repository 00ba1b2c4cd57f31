"""Ready texts: reasons the office has worded once and uses again."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class ReadyTextQuerySet(models.QuerySet["ReadyText"]):
    def in_use(self) -> ReadyTextQuerySet:
        return self.filter(retired_at__isnull=True)

    def for_purpose(self, purpose: str) -> ReadyTextQuerySet:
        """What is offered where something of this kind is written."""
        return self.in_use().filter(purpose=purpose)


class ReadyText(models.Model):
    """One version of one ready text; a change makes a new version and retires the former one."""

    class Purpose(models.TextChoices):
        DECISION = "decision", _("Entscheidung über eine Meldung")
        GREETING = "greeting", _("Begrüßung neuer Mitglieder")
        REFUSAL = "refusal", _("Ablehnung einer Anmeldung")
        RETURN = "return", _("Zurückgeben eines Beitrags")

    purpose = models.CharField(_("Wofür"), max_length=10, choices=Purpose, default=Purpose.DECISION)
    title = models.CharField(_("Titel"), max_length=120)
    ground = models.CharField(max_length=20, blank=True)
    law = models.CharField(max_length=200, blank=True)
    text = models.TextField(_("Text"))
    version = models.PositiveIntegerField(default=1)
    replaces = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="replaced_by")
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    written_at = models.DateTimeField(default=timezone.now)
    retired_at = models.DateTimeField(null=True)

    objects = ReadyTextQuerySet.as_manager()

    class Meta:
        verbose_name = _("Textvorlage")
        verbose_name_plural = _("Textvorlagen")
        ordering = ["title", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(title="") & ~Q(text=""), name="a_ready_text_has_words"),
            models.UniqueConstraint(
                fields=["title"], condition=Q(retired_at__isnull=True), name="a_ready_text_is_in_use_once"
            ),
        ]

    def __str__(self) -> str:
        return self.title

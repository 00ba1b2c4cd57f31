"""Summaries: one text that those who took part write together, with all its versions."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from forum.threads.models import Thread

SUMMARY_LIMIT = 6_000


class SummaryQuerySet(models.QuerySet["Summary"]):
    def visible_to(self, viewer: Any) -> SummaryQuerySet:
        """Those of threads the viewer may read that no decision has taken down."""
        threads = Thread.objects.visible_to(viewer).values("pk")
        return self.filter(thread__in=threads, withheld_by__isnull=True)


class Summary(models.Model):
    """ "Ergebnis zusammengefasst": how it reads now. `version` is that of the text, from 1."""

    thread = models.OneToOneField(Thread, on_delete=models.CASCADE, related_name="summary")
    version = models.PositiveIntegerField(default=1)
    source = models.TextField()
    html = models.TextField()
    renderer = models.PositiveSmallIntegerField(default=0)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField(default=timezone.now)
    # The decision of the office that keeps it from its readers.
    withheld_by = models.ForeignKey(
        "moderation.Decision", on_delete=models.PROTECT, null=True, related_name="+"
    )

    objects = SummaryQuerySet.as_manager()

    class Meta:
        verbose_name = _("Zusammenfassung")
        constraints = [
            models.CheckConstraint(condition=Q(version__gte=1), name="a_summary_has_a_first_version"),
            models.CheckConstraint(condition=~Q(source=""), name="a_summary_says_something"),
        ]

    def __str__(self) -> str:
        return f"{self.thread_id} Σ v{self.version}"

    def get_absolute_url(self) -> str:
        return f"/themen/{self.thread_id}/{self.thread.slug}/#zusammenfassung"


class SummaryVersion(models.Model):
    """How the summary read after it was written for the `number`-th time, by whom, and why."""

    summary = models.ForeignKey(Summary, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    source = models.TextField()
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField(default=timezone.now)
    reason = models.CharField(_("Grund der Änderung"), max_length=200, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["summary", "number"], name="summary_version_is_unique")
        ]

    def __str__(self) -> str:
        return f"{self.summary_id} v{self.number}"

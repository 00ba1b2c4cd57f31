"""What refers to what."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone


class Citation(models.Model):
    """The text of one thing links to another thing; by the slugs of their kinds and their keys."""

    citing_kind = models.CharField(max_length=20)
    citing_key = models.PositiveBigIntegerField()
    cited_kind = models.CharField(max_length=20)
    cited_key = models.PositiveBigIntegerField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["citing_kind", "citing_key", "cited_kind", "cited_key"], name="citation_is_made_once"
            ),
            models.CheckConstraint(
                condition=~models.Q(citing_kind=models.F("cited_kind"), citing_key=models.F("cited_key")),
                name="nothing_cites_itself",
            ),
        ]
        indexes = [models.Index(fields=["cited_kind", "cited_key"], name="citation_by_what_is_cited")]

    def __str__(self) -> str:
        return f"{self.citing_kind}:{self.citing_key} → {self.cited_kind}:{self.cited_key}"

"""Threads that are also shown in the lists of other fields than their own."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

MOST_FURTHER_FIELDS = 2


TOO_MANY = _("Ein Thema steht in höchstens zwei weiteren Handlungsfeldern.")


class CrossPostingQuerySet(models.QuerySet["CrossPosting"]):
    def visible_to(self, viewer: Any) -> CrossPostingQuerySet:
        """Where both the thread and the further field may be read."""
        unmerged = self.filter(thread__merged_into__isnull=True)
        if getattr(viewer, "is_admitted", False):
            return unmerged
        return unmerged.filter(thread__field__is_public=True, field__is_public=True)

    def of_thread(self, thread: Any) -> CrossPostingQuerySet:
        return self.filter(thread=thread).select_related("field").order_by("field__position", "field")


class CrossPosting(models.Model):
    """The thread stands in the lists of this field too: since when, and by whom. It is at home in its own."""

    thread = models.ForeignKey("forum.Thread", on_delete=models.CASCADE, related_name="crosspostings")
    field = models.ForeignKey("forum.ActionField", on_delete=models.CASCADE, related_name="crosspostings")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    objects = CrossPostingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["thread", "field"], name="a_thread_is_shown_once_in_a_further_field"
            )
        ]

    def __str__(self) -> str:
        return f"{self.thread_id} → {self.field_id}"

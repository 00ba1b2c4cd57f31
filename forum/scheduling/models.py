"""Posts that wait for their time: written today, published by the house when it is due."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from forum.fields.models import ActionField
from forum.threads.models import Thread


class ScheduledPostQuerySet(models.QuerySet["ScheduledPost"]):
    def visible_to(self, viewer: Any) -> ScheduledPostQuerySet:
        """One's own."""
        return self.filter(author=viewer.pk or 0) if getattr(viewer, "is_admitted", False) else self.none()

    def waiting(self) -> ScheduledPostQuerySet:
        """Not published yet and not refused, the next one first."""
        return self.filter(failed_at__isnull=True).order_by("due_at", "pk")

    def due(self) -> ScheduledPostQuerySet:
        return self.waiting().filter(due_at__lte=timezone.now())

    def with_place(self) -> ScheduledPostQuerySet:
        return self.select_related("author", "field", "thread__field")


class ScheduledPost(models.Model):
    """A reply in `thread`, or a new thread in `field`. The row goes when the post is there, or is wanted no longer."""

    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="scheduled")
    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, null=True, related_name="scheduled")
    field = models.ForeignKey(ActionField, on_delete=models.CASCADE, null=True, related_name="+")
    kind = models.CharField(max_length=10, choices=Thread.Kind, default=Thread.Kind.DISCUSSION)
    title = models.CharField(max_length=200, blank=True)
    text = models.TextField()
    due_at = models.DateTimeField(_("Zeitpunkt"))
    # The key of the post it becomes: published twice it is still one post.
    key = models.UUIDField(default=uuid4)
    created_at = models.DateTimeField(default=timezone.now)
    failed_at = models.DateTimeField(null=True)
    failure = models.CharField(max_length=500, blank=True)

    objects = ScheduledPostQuerySet.as_manager()

    class Meta:
        verbose_name = _("geplanter Beitrag")
        indexes = [
            models.Index(
                fields=["due_at"], condition=Q(failed_at__isnull=True), name="scheduled_post_by_time"
            )
        ]
        constraints = [
            models.UniqueConstraint(fields=["author", "key"], name="scheduled_key_is_unique_per_author"),
            models.CheckConstraint(
                condition=Q(thread__isnull=False, field__isnull=True, title="")
                | (Q(thread__isnull=True, field__isnull=False) & ~Q(title="")),
                name="a_scheduled_post_knows_its_place",
            ),
            models.CheckConstraint(
                condition=Q(failed_at__isnull=True, failure="")
                | (Q(failed_at__isnull=False) & ~Q(failure="")),
                name="a_scheduled_post_fails_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.heading} {self.due_at:%Y-%m-%d %H:%M}"

    def get_absolute_url(self) -> str:
        return f"/geplant/{self.pk}/"

    @property
    def heading(self) -> str:
        return self.thread.title if self.thread else self.title

    @property
    def home(self) -> ActionField:
        """The field it will stand in."""
        found = self.thread.field if self.thread else self.field
        if found is None:
            raise ValueError("a scheduled post knows its place")
        return found

    @property
    def draft_place(self) -> str:
        """Where its words are kept when it cannot be published."""
        return f"thread:{self.thread_id}" if self.thread_id else f"new:{self.home.slug}"

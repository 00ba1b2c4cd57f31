"""Where posts have moved, and which thread continues another."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone


class MovedPostQuerySet(models.QuerySet["MovedPost"]):
    def in_thread(self, thread: Any) -> MovedPostQuerySet:
        return self.filter(thread=thread)

    def between(self, first: int, last: int) -> MovedPostQuerySet:
        return self.filter(number__range=(first, last)).order_by("number")

    def changed_since(self, rev: int) -> MovedPostQuerySet:
        return self.filter(rev__gt=rev).order_by("rev", "number")

    def with_place(self) -> MovedPostQuerySet:
        """With the post and where it stands today."""
        return self.select_related("post__thread__field", "post__author")


class MovedPost(models.Model):
    """Number `number` of `thread` was `post`, which stands elsewhere now. So the old address finds it for ever.

    `is_quiet` marks a place where the post stood only until something was taken back: nobody need be told, but an
    address that was copied in between still leads on.
    """

    thread = models.ForeignKey("forum.Thread", on_delete=models.CASCADE, related_name="moved_posts")
    number = models.PositiveIntegerField()
    rev = models.PositiveIntegerField()
    post = models.ForeignKey("forum.Post", on_delete=models.CASCADE, related_name="moved_posts")
    is_quiet = models.BooleanField(default=False)

    objects = MovedPostQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["thread", "number"], name="trace_number_is_unique_in_thread")
        ]
        indexes = [models.Index(fields=["thread", "rev"], name="trace_by_change")]

    def __str__(self) -> str:
        return f"{self.thread_id} #{self.number} → {self.post_id}"

    @property
    def anchor(self) -> str:
        return f"beitrag-{self.number}"


class Continuation(models.Model):
    """This thread carries on what began in another: the link back, and the one there."""

    thread = models.OneToOneField("forum.Thread", on_delete=models.CASCADE, related_name="continuation")
    source = models.ForeignKey("forum.Thread", on_delete=models.CASCADE, related_name="continuations")
    number = models.PositiveIntegerField(help_text="the post of the source that became the opening here")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.source_id} #{self.number} → {self.thread_id}"

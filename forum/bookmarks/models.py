"""What members keep for themselves: a post, a note about it, and the day on which it should lie before them again."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from forum.posts.models import Post


class BookmarkQuerySet(models.QuerySet["Bookmark"]):
    def kept_by(self, member: Any) -> BookmarkQuerySet:
        """The member's own, of posts they may still read; the latest first."""
        posts = Post.objects.visible_to(member).values("pk")
        return self.filter(member=member, post__in=posts).order_by("-created_at", "-pk")

    def due(self, day: date) -> BookmarkQuerySet:
        """To be looked at again by this day, the most overdue first."""
        return self.filter(due_on__lte=day).order_by("due_on", "pk")

    def waiting(self) -> BookmarkQuerySet:
        """With a day, the nearest first."""
        return self.filter(due_on__isnull=False).order_by("due_on", "pk")

    def with_post(self) -> BookmarkQuerySet:
        return self.select_related("post__thread__field", "post__author", "post__removal")


class Bookmark(models.Model):
    """ "Merken": nobody but its owner knows of it. `due_on` is the day of "Wiedervorlage"."""

    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="bookmarks")
    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="bookmarks")
    note = models.CharField(_("Notiz"), max_length=300, blank=True)
    due_on = models.DateField(_("Wiedervorlage am"), null=True)
    created_at = models.DateTimeField(default=timezone.now)

    objects = BookmarkQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member", "post"], name="a_post_is_kept_once")]
        indexes = [
            models.Index(
                fields=["member", "due_on"],
                condition=models.Q(due_on__isnull=False),
                name="bookmark_by_due_day",
            )
        ]

    def __str__(self) -> str:
        return f"{self.member_id} ☆ {self.post_id}"

    @property
    def is_due(self) -> bool:
        return self.due_on is not None and self.due_on <= timezone.localdate()

"""When posts need approval: how many first posts of a member, and which watched words."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class FirstPosts(models.Model):
    """How many posts of a new member the office wants to see first; the latest row holds, none means off."""

    number = models.PositiveSmallIntegerField()
    chosen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    chosen_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return str(self.number)


class WatchedWordQuerySet(models.QuerySet["WatchedWord"]):
    def in_force(self) -> WatchedWordQuerySet:
        return self.filter(dropped_at__isnull=True)


class WatchedWord(models.Model):
    """A word with which a text waits for the office. It never refuses anything."""

    word = models.CharField(_("Wort"), max_length=80)
    folded = models.CharField(max_length=100)
    purpose = models.CharField(max_length=300)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    added_at = models.DateTimeField(default=timezone.now)
    dropped_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    dropped_at = models.DateTimeField(null=True)

    objects = WatchedWordQuerySet.as_manager()

    class Meta:
        ordering = ["folded", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["folded"], condition=Q(dropped_at__isnull=True), name="a_word_is_watched_once"
            ),
            models.CheckConstraint(condition=~Q(folded="") & ~Q(purpose=""), name="a_watched_word_says_why"),
        ]

    def __str__(self) -> str:
        return self.word

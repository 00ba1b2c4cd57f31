"""Keys to private feeds: what a program that cannot sign in reads with in a member's place."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class FeedKeyQuerySet(models.QuerySet["FeedKey"]):
    def in_force(self) -> FeedKeyQuerySet:
        return self.filter(revoked_at__isnull=True)

    def of_member(self, member: Any) -> FeedKeyQuerySet:
        return self.filter(member=member)

    def with_reader(self) -> FeedKeyQuerySet:
        """With the member as the house loads whoever is behind a request."""
        return self.select_related("member__admission", "member__municipality").prefetch_related(
            "member__grants"
        )


class FeedKey(models.Model):
    """A secret in an address, of which only the hash is kept: shown once, ended by its owner."""

    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="feed_keys")
    name = models.CharField(_("Wofür"), max_length=60)
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(default=timezone.now)
    used_on = models.DateField(null=True)
    revoked_at = models.DateTimeField(null=True)

    objects = FeedKeyQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return self.name

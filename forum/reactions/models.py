"""Reactions: four things one can say about a post without writing an answer."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from forum.posts.models import Post


class ReactionQuerySet(models.QuerySet["Reaction"]):
    def counted(self, viewer: Any) -> models.QuerySet[Reaction, dict[str, Any]]:
        """By post and kind: `n` how many chose it, `mine` whether the viewer (0 or 1) is among them."""
        return self.values("post", "kind").annotate(
            n=Count("pk"), mine=Count("pk", filter=Q(member=viewer.pk or 0))
        )


class Reaction(models.Model):
    """One member says one of four things about a post, in the words that rooms use too."""

    class Kind(models.TextChoices):
        THANKS = "danke", _("Danke")
        HELPFUL = "hilfreich", _("Hilfreich")
        WE_DO = "machen-wir-auch", _("Machen wir auch")
        WE_WOULD = "moechten-wir-auch", _("Möchten wir auch")

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="reactions")
    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=20, choices=Kind)
    made_at = models.DateTimeField(default=timezone.now)

    objects = ReactionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["post", "member", "kind"], name="reaction_to_a_post_is_made_once"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["danke", "hilfreich", "machen-wir-auch", "moechten-wir-auch"]),
                name="reaction_to_a_post_is_one_of_those_offered",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member_id}: {self.get_kind_display()}"

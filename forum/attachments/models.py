"""Files of a post."""

from __future__ import annotations

from django.db import models

from community.uploads.models import Upload


class PostAttachment(models.Model):
    """A post holds an upload; an upload belongs to one post at most."""

    post = models.ForeignKey("forum.Post", on_delete=models.CASCADE, related_name="attachments")
    upload = models.OneToOneField(Upload, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()
    withheld_by = models.ForeignKey(
        "moderation.Decision", on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["post", "position"], name="attachments_stand_one_behind_the_other"
            )
        ]

    def __str__(self) -> str:
        return f"{self.post_id}: {self.upload_id}"

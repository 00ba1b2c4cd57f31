"""What a search for a date ends with: the date that stands."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone


class FixedDate(models.Model):
    """Which of the offered dates it is to be, since when and by whom; moderators say why.

    `version` counts how often that was said: calendars take the newer one.
    """

    poll = models.OneToOneField("forum.Poll", on_delete=models.CASCADE, related_name="fixed_date")
    option = models.ForeignKey("forum.PollOption", on_delete=models.CASCADE, related_name="+")
    version = models.PositiveSmallIntegerField(default=1)
    fixed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    fixed_at = models.DateTimeField(default=timezone.now)
    reason = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(version__gte=1), name="a_fixed_date_has_a_version"),
        ]

    def __str__(self) -> str:
        return f"{self.poll_id} {self.option_id}"

"""Who takes part in a room, from which message on they may read, and how far they have read."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class ParticipationQuerySet(models.QuerySet["Participation"]):
    def current(self, now: datetime | None = None) -> ParticipationQuerySet:
        """Those who have not left and whose time has not run out `now`."""
        running = Q(until__isnull=True) | Q(until__gt=now or timezone.now())
        return self.filter(running, left_at__isnull=True)


class Participation(models.Model):
    """A member's time in a room; leaving ends it, the row stays.

    `from_seq` is the room's head when they came, 0 where newcomers see everything: they read what came after.
    `invited_by` is set for guests, whom someone let in; without it the door was open, or the group's.
    """

    class Level(models.TextChoices):
        ALL = "all", _("Alles")
        MENTIONS = "mentions", _("Wenn ich erwähnt werde")
        NOTHING = "nothing", _("Nichts")

    room = models.ForeignKey("rooms.Room", on_delete=models.CASCADE, related_name="participations")
    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="participations"
    )
    joined_at = models.DateTimeField(default=timezone.now)
    from_seq = models.PositiveIntegerField(default=0)
    read_seq = models.PositiveIntegerField(default=0)
    level = models.CharField(_("Benachrichtigen über"), max_length=10, choices=Level, default=Level.MENTIONS)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    until = models.DateTimeField(_("Zugang bis"), null=True, blank=True)
    left_at = models.DateTimeField(null=True, blank=True)

    objects = ParticipationQuerySet.as_manager()

    class Meta:
        verbose_name = _("Teilnahme")
        constraints = [
            models.UniqueConstraint(
                fields=["room", "member"],
                condition=Q(left_at__isnull=True),
                name="participation_is_current_once",
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(invited_by__isnull=False),
                name="only_guests_come_for_a_time",
            ),
        ]
        indexes = [models.Index(fields=["member", "room"], name="participation_by_member")]

    def __str__(self) -> str:
        return f"{self.member_id} in {self.room_id}"


class Exclusion(models.Model):
    """Someone was sent out of an open room and may not come back in by themselves."""

    room = models.ForeignKey("rooms.Room", on_delete=models.CASCADE, related_name="exclusions")
    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    excluded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    excluded_at = models.DateTimeField(default=timezone.now)
    reason = models.CharField(max_length=500)
    decision = models.ForeignKey("moderation.Decision", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["room", "member"], name="exclusion_is_stated_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="excluding_someone_needs_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.member_id} not in {self.room_id}"

"""What every row has that goes out of the house: where it stands, who has it in hand, what came of it."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    WAITING = "waiting", _("wartet")
    SENT = "sent", _("gesendet")
    UNCERTAIN = "uncertain", _("ungewiss")
    FAILED = "failed", _("unzustellbar")
    DROPPED = "dropped", _("verworfen")


class OutgoingQuerySet(models.QuerySet[Any]):
    def free(self, now: datetime) -> Self:
        """Due rows that no worker holds, or whose worker has not been heard of since."""
        unheld = Q(claimed_until__isnull=True) | Q(claimed_until__lt=now)
        due = self.filter(unheld, state=State.WAITING, due_at__lte=now, handed_at__isnull=True)
        return due.order_by("due_at", "pk")

    def lost(self, now: datetime) -> Self:
        """Handed over by a worker that died before it could note the answer."""
        return self.filter(state=State.WAITING, handed_at__isnull=False, claimed_until__lt=now)


class Outgoing(models.Model):
    """A row that is brought to another server once.

    `handed_at` is stored right before the last byte leaves, and is never taken back unless the other side refused:
    from then on nobody sends it again by themselves.
    """

    State = State

    created_at = models.DateTimeField(default=timezone.now)
    due_at = models.DateTimeField(default=timezone.now)

    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    claimed_by = models.CharField(max_length=40, blank=True)
    claimed_until = models.DateTimeField(null=True, blank=True)
    handed_at = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    error = models.CharField(max_length=500, blank=True)

    class Meta:
        abstract = True

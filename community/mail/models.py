"""Mails on their way, and those that came back."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class OutgoingMailQuerySet(models.QuerySet["OutgoingMail"]):
    def free(self, now: datetime) -> OutgoingMailQuerySet:
        """Due mails that no worker holds, or whose worker has not been heard of since."""
        unheld = Q(claimed_until__isnull=True) | Q(claimed_until__lt=now)
        return self.filter(
            unheld, state=OutgoingMail.State.WAITING, due_at__lte=now, handed_at__isnull=True
        ).order_by("due_at", "pk")

    def lost(self, now: datetime) -> OutgoingMailQuerySet:
        """Handed to the mail server by a worker that died before it could note the answer."""
        return self.filter(state=OutgoingMail.State.WAITING, handed_at__isnull=False, claimed_until__lt=now)

    def dead(self) -> OutgoingMailQuerySet:
        """What a person has to look at."""
        return self.filter(state__in=[OutgoingMail.State.FAILED, OutgoingMail.State.UNCERTAIN])


class OutgoingMail(models.Model):
    """A mail to one address. `message_id` is made once, so a repeated mail would be the same mail.

    `handed_at` is stored right before the last line of the mail goes to the server, and is never taken back unless
    the server refused: from then on nobody sends it again by themselves. Text and HTML are forgotten once it is sent.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("wartet")
        SENT = "sent", _("gesendet")
        UNCERTAIN = "uncertain", _("ungewiss")
        FAILED = "failed", _("unzustellbar")
        DROPPED = "dropped", _("verworfen")

    key = models.CharField(max_length=150, null=True, blank=True, unique=True)
    message_id = models.CharField(max_length=200, unique=True)
    to = models.EmailField(max_length=254)
    sender = models.CharField(max_length=254, blank=True)
    subject = models.CharField(max_length=300)
    text = models.TextField(blank=True)
    html = models.TextField(blank=True)
    headers = models.JSONField(default=dict)
    created_at = models.DateTimeField(default=timezone.now)
    due_at = models.DateTimeField(default=timezone.now)

    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    claimed_by = models.CharField(max_length=40, blank=True)
    claimed_until = models.DateTimeField(null=True, blank=True)
    handed_at = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    error = models.CharField(max_length=500, blank=True)

    objects = OutgoingMailQuerySet.as_manager()

    class Meta:
        verbose_name = _("Mail")
        verbose_name_plural = _("Mails")
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=["sent", "uncertain"]) | Q(handed_at__isnull=False),
                name="only_a_mail_handed_over_can_have_arrived",
            ),
            models.CheckConstraint(
                condition=Q(handed_at__isnull=True) | ~Q(claimed_by=""),
                name="a_mail_is_handed_over_by_whoever_holds_it",
            ),
        ]
        indexes = [
            models.Index(fields=["due_at", "id"], condition=Q(state="waiting"), name="mail_waiting"),
            models.Index(fields=["state", "done_at"], name="mail_by_state"),
        ]

    def __str__(self) -> str:
        return f"Mail {self.pk}"  # records keep this longer than the address

    @property
    def domain(self) -> str:
        return self.to.rpartition("@")[2].lower()


class Bounce(models.Model):
    """A mail did not arrive: the server said so at once, or wrote back later. Counted by domain."""

    mail = models.ForeignKey(OutgoingMail, on_delete=models.SET_NULL, null=True, related_name="bounces")
    domain = models.CharField(max_length=255)
    is_final = models.BooleanField(default=True)
    reason = models.CharField(max_length=300, blank=True)
    happened_at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [models.Index(fields=["domain", "-happened_at"], name="bounce_by_domain")]

    def __str__(self) -> str:
        return f"{self.domain}: {self.reason}"

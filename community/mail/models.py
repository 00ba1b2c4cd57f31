"""Mails on their way, and those that came back."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.outbox.models import Outgoing, OutgoingQuerySet, State


class OutgoingMailQuerySet(OutgoingQuerySet):
    def dead(self) -> OutgoingMailQuerySet:
        """What a person has to look at."""
        return self.filter(state__in=[State.FAILED, State.UNCERTAIN])

    def waiting_for(self, key: str) -> OutgoingMailQuerySet:
        """Not on their way yet, with a key that begins like this."""
        return self.filter(state=State.WAITING, key__startswith=key)


class OutgoingMail(Outgoing):
    """A mail to one address. `message_id` is made once, so a repeated mail would be the same mail.

    Text and HTML are forgotten once it is sent.
    """

    key = models.CharField(max_length=150, null=True, blank=True, unique=True)
    message_id = models.CharField(max_length=200, unique=True)
    to = models.EmailField(max_length=254)
    sender = models.CharField(max_length=254, blank=True)
    subject = models.CharField(max_length=300)
    text = models.TextField(blank=True)
    html = models.TextField(blank=True)
    headers = models.JSONField(default=dict)

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

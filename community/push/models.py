"""Devices that may be told something, and what is on its way to them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.outbox.models import Outgoing, OutgoingQuerySet, State


class DeviceQuerySet(models.QuerySet["Device"]):
    def visible_to(self, viewer: Any) -> DeviceQuerySet:
        """Everyone sees their own and nobody else's, not even the office."""
        return self.filter(member=viewer.pk) if getattr(viewer, "is_admitted", False) else self.none()

    def of_members(self, members: Collection[int]) -> DeviceQuerySet:
        return self.filter(member__in=members)


class Device(models.Model):
    """A browser on a device in which a member switched this on: where its push service takes something for it, and
    the keys that only this browser can open.

    It belongs to one sign-in and ends with it: signing out, a new password, a suspension delete the row. A sign-in
    that ran out only lets it rest, until the same member signs in again in the same browser.
    """

    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="push_devices"
    )
    session_key = models.CharField(max_length=40, unique=True)
    endpoint = models.CharField(max_length=1000, unique=True)
    p256dh = models.CharField(max_length=100)
    auth = models.CharField(max_length=40)
    our_key = models.CharField(max_length=100)  # the public one with which the browser subscribed
    name = models.CharField(max_length=80)
    added_at = models.DateTimeField(default=timezone.now)
    signed_in_at = models.DateTimeField(default=timezone.now)
    reached_at = models.DateTimeField(null=True, blank=True)

    objects = DeviceQuerySet.as_manager()

    class Meta:
        verbose_name = _("Gerät")
        verbose_name_plural = _("Geräte")

    def __str__(self) -> str:
        return f"Device {self.pk} of {self.member_id}"


class OutgoingPushQuerySet(OutgoingQuerySet):
    def late(self, now: datetime) -> OutgoingPushQuerySet:
        """Of no use any more: nobody wants to hear it now."""
        return self.filter(state=State.WAITING, handed_at__isnull=True, expires_at__lte=now)


class OutgoingPush(Outgoing):
    """One push to one device. `source` says who words it when it goes, `about` of what (`community.push.sources`)."""

    key = models.CharField(max_length=150, unique=True)
    device = models.ForeignKey(Device, on_delete=models.CASCADE, related_name="pushes")
    source = models.CharField(max_length=20)
    about = models.JSONField(default=list)
    expires_at = models.DateTimeField()
    error = models.CharField(max_length=200, blank=True)

    objects = OutgoingPushQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=["sent", "uncertain"]) | Q(handed_at__isnull=False),
                name="only_a_push_handed_over_can_have_arrived",
            ),
            models.CheckConstraint(
                condition=Q(handed_at__isnull=True) | ~Q(claimed_by=""),
                name="a_push_is_handed_over_by_whoever_holds_it",
            ),
        ]
        indexes = [
            models.Index(fields=["due_at", "id"], condition=Q(state="waiting"), name="push_waiting"),
            models.Index(fields=["done_at"], name="push_by_end"),
        ]

    def __str__(self) -> str:
        return f"Push {self.pk}"

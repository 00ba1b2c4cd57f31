"""Posting a push: it is stored with what it speaks of, or not at all."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from django.utils import timezone

from community import jobs
from community.push import keys
from community.push.models import Device, OutgoingPush

KEPT = timedelta(hours=4)  # who turns the phone on later sees it on the page


def reachable(members: Iterable[int]) -> set[int]:
    """Those of the members who have a device that can be told something. Asks nobody where push is off."""
    if not keys.is_on():
        return set()
    return set(Device.objects.of_members(list(members)).values_list("member", flat=True))


def post(
    devices: Iterable[Device], *, source: str, about: Sequence[int], key: str, until: datetime | None = None
) -> None:
    """Store a push to each device in the running transaction; a worker sends them after the commit, before `until`.

    A `key` names what it is about: the second push with it to the same device is the first one again.
    """
    expires_at = until or timezone.now() + KEPT
    rows = [
        OutgoingPush(
            key=f"{key}:{device.pk}", device=device, source=source, about=list(about), expires_at=expires_at
        )
        for device in devices
    ]
    OutgoingPush.objects.bulk_create(rows, ignore_conflicts=True)
    jobs.wake()

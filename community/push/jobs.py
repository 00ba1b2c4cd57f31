"""What is done with pushes all the time and once a day."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from community import jobs
from community.push.actions import forget_resting_devices
from community.push.delivery import deliver
from community.push.models import OutgoingPush

KEPT = timedelta(days=7)


@jobs.register(always=True)
def send_pushes() -> int:
    return deliver()


@jobs.register(hours=24)
def forget_old_pushes() -> None:
    """What was sent is forgotten after a week, devices that nobody comes back to after two months."""
    OutgoingPush.objects.filter(done_at__lt=timezone.now() - KEPT).delete()
    OutgoingPush.objects.filter(expires_at__lt=timezone.now() - KEPT).delete()
    forget_resting_devices()

"""What is done with mails all the time and once a day."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from community import jobs
from community.mail.delivery import deliver
from community.mail.models import Bounce, OutgoingMail

KEPT = timedelta(days=30)
BOUNCES_KEPT = timedelta(days=365)


@jobs.register(always=True)
def send_mails() -> int:
    return deliver()


@jobs.register(hours=24)
def forget_old_mails() -> None:
    """To whom something was sent is forgotten after a month, bounces (only their domain) after a year."""
    now = timezone.now()
    OutgoingMail.objects.exclude(state=OutgoingMail.State.WAITING).filter(done_at__lt=now - KEPT).delete()
    Bounce.objects.filter(happened_at__lt=now - BOUNCES_KEPT).delete()

"""What notices do by themselves."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from community import jobs
from community.notices.mailbox import fetch
from community.notices.mailing import write_due
from community.notices.models import IncomingMail, Notice
from community.notices.pushing import post_due
from community.notices.weekly_digest import post_monday_letters

READ_KEPT = timedelta(days=90)
KEPT = timedelta(days=365)


@jobs.always
def write_mails() -> int:
    return write_due()


@jobs.always
def post_pushes() -> int:
    return post_due()


@jobs.every(minutes=15)
def write_monday_letters() -> None:
    post_monday_letters()


@jobs.every(minutes=2)
def fetch_answers() -> None:
    while fetch():
        pass


@jobs.every(hours=24)
def forget_old_notices() -> None:
    """Read ones after three months, all after a year; which mails came in after a year too."""
    now = timezone.now()
    Notice.objects.filter(read_at__lt=now - READ_KEPT).delete()
    Notice.objects.filter(made_at__lt=now - KEPT).delete()
    IncomingMail.objects.filter(came_at__lt=now - KEPT).delete()

"""What the house forgets about people by itself."""

from __future__ import annotations

from datetime import timedelta

from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone

from community.people.models import Member

CONFIRM_WITHIN = timedelta(days=14)


ADDRESS_KEPT = timedelta(days=7)


NO_ADDRESS = "0.0.0.0"  # the column wants one; pages show nothing for it


def forget_unconfirmed_registrations() -> int:
    """Delete registrations whose mail address nobody confirmed in time and on which nobody decided."""
    asked = EmailAddress.objects.filter(verified=False).values("user")
    confirmed = EmailAddress.objects.filter(verified=True).values("user")
    stale = Member.objects.waiting().filter(
        pk__in=asked, registered_at__lt=timezone.now() - CONFIRM_WITHIN, last_login__isnull=True
    )
    return sum(forget_member(member) for member in stale.exclude(pk__in=confirmed))


def forget_addresses_of_sessions() -> int:
    """Forget of running sessions, after a week, from where they were begun, and of ended ones everything."""
    now = timezone.now()
    running = Session.objects.filter(expire_date__gt=now).values("session_key")
    UserSession.objects.exclude(session_key__in=running).filter(last_seen_at__lt=now - ADDRESS_KEPT).delete()
    old = UserSession.objects.filter(last_seen_at__lt=now - ADDRESS_KEPT).exclude(ip=NO_ADDRESS)
    return old.update(ip=NO_ADDRESS)


def forget_ended_sessions() -> int:
    """Forget what stood in sessions that are over, words of visitors above all."""
    deleted, _of = Session.objects.filter(expire_date__lt=timezone.now()).delete()
    return deleted


def forget_member(member: Member) -> bool:
    """Someone who has left a trace in the house after all stays: the office decides."""
    try:
        with transaction.atomic():
            member.delete()
    except ProtectedError:
        return False
    return True

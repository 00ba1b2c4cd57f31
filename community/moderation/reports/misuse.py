"""Reports made in bad faith (Art. 23 (2) and (3) DSA): first a warning, and only then, for a time, none are taken.

Both are measures of a decision about the person, with their letter and the way to object. Their restrictions are all
there is to it: what is in force is read here.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Q
from django.utils import timezone

from community.moderation.models import Case, Decision, Report, Restriction
from community.people.models import Member
from community.people.viewer import Viewer

WARNED, STOPPED = "warn_reports", "stop_reports"


HOLDS = {WARNED: timedelta(days=365), STOPPED: timedelta(days=182)}


FEWEST = 3  # reports in a row that led to nothing, before anybody is warned


def can_be_warned(member: Member) -> bool:
    """Several reports led to nothing, and no warning holds."""
    return _in_force(member, WARNED) is None and unfounded(member) >= FEWEST


def can_be_stopped(member: Member) -> bool:
    """A warning holds, and at least one report since then led to nothing."""
    warned = _in_force(member, WARNED)
    return (
        warned is not None
        and _in_force(member, STOPPED) is None
        and unfounded(member, since=warned.made_at) > 0
    )


def stopped_until(viewer: Viewer) -> datetime | None:
    """When the member's reports are taken again; `None` where they are now. One query."""
    stopped = _in_force(viewer, STOPPED) if viewer.is_authenticated else None
    return stopped.made_at + HOLDS[STOPPED] if stopped else None


def unfounded(member: Member, *, since: datetime | None = None) -> int:
    """How many of the member's reports, made after `since`, were decided and led to nothing."""
    made = Report.objects.filter(reporter=member, case__state=Case.State.SETTLED)
    right = Q(case__decisions__result=Decision.Result.RESTRICTED, case__decisions__taken_back_at__isnull=True)
    led = made.filter(right).values("pk")
    return (made.filter(created_at__gt=since) if since else made).exclude(pk__in=led).count()


def lift_past_limits() -> int:
    """Restrictions whose time is over are lifted by the house itself."""
    now = timezone.now()
    return sum(
        Restriction.objects.in_force()
        .filter(kind="member", measure=measure, made_at__lte=now - span)
        .update(lifted_at=now)
        for measure, span in HOLDS.items()
    )


def _in_force(member: Member, measure: str) -> Restriction | None:
    since = timezone.now() - HOLDS[measure]
    rows = Restriction.objects.in_force().filter(kind="member", thing_key=str(member.pk), measure=measure)
    return rows.filter(made_at__gt=since).first()

"""What decisions mean for people: imposed, struck, and brought to where every policy reads it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from community.audit.record import record
from community.moderation.models import Decision, Sanction
from community.people.models import Member
from community.people.sanctions import FOR_GOOD, set_sanctions

WARNED_FOR = timedelta(days=365)


Kind = Sanction.Kind


HOLDING_BACK = (Kind.READ_ONLY, Kind.PAUSE, Kind.EXCLUSION)


@dataclass(frozen=True)
class Penalty:
    """A sanction as the composer gives it; `days` of `None` is without an end, `here` only at the thing's place."""

    kind: str
    days: int | None = None
    here: bool = False


def impose(decision: Decision, member: Member, penalty: Penalty, *, scope: str, place: str) -> Sanction:
    """Write the sanction down and let it act from now on."""
    member = Member.objects.select_for_update().get(pk=member.pk)
    limited = penalty.kind == Kind.READ_ONLY and penalty.here
    now = timezone.now()
    sanction = Sanction.objects.create(
        decision=decision,
        member=member,
        kind=penalty.kind,
        scope=scope if limited else "",
        place=place if limited else "",
        starts_at=now,
        until=_end(penalty, now),
    )
    apply_sanctions(member)
    after = {"kind": sanction.kind, "scope": sanction.scope, "case": decision.case.number}
    record(decision.decided_by, "sanction_member", member, after=after)
    return sanction


def strike(officer: Member | None, decision: Decision) -> None:
    """What this decision held against people no longer counts."""
    for sanction in decision.sanctions.filter(struck_at__isnull=True).select_related("member"):
        sanction.struck_at, sanction.struck_by = timezone.now(), officer
        sanction.save(update_fields=["struck_at", "struck_by"])
        if sanction.member:
            member = Member.objects.select_for_update().get(pk=sanction.member.pk)
            apply_sanctions(member)
            record(officer, "strike_sanction", member, before={"kind": sanction.kind})


def apply_sanctions(member: Member) -> None:
    """Bring what is in force to the columns that the policies read."""
    holding = list(Sanction.objects.of(member).in_force().filter(kind__in=HOLDING_BACK))
    silenced: dict[str, datetime] = {}
    for sanction in holding:
        if sanction.kind == Kind.READ_ONLY:
            silenced[sanction.scope] = max(_until(sanction), silenced.get(sanction.scope, _until(sanction)))
    suspended = [_until(sanction) for sanction in holding if sanction.kind != Kind.READ_ONLY]
    set_sanctions(member, silenced=silenced, suspended_until=max(suspended, default=None))


def _until(sanction: Sanction) -> datetime:
    return sanction.until or FOR_GOOD


def _end(penalty: Penalty, now: datetime) -> datetime | None:
    if penalty.kind == Kind.WARNING:
        return now + WARNED_FOR
    if penalty.kind in (Kind.HINT, Kind.EXCLUSION) or penalty.days is None:
        return None
    return now + timedelta(days=penalty.days)

"""What decisions do to things, through the things' own ports; and how it is taken back."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from community.audit.record import record
from community.moderation.models import Decision, Restriction
from community.moderation.things import Measure, Reportable, find
from community.people.models import Member


def carry_out(
    officer: Member, decision: Decision, reportable: Reportable, thing: Any, measure: Measure, shown: str
) -> Restriction:
    """Do it, and write down how it was before."""
    before = measure.carry_out(thing, decision, shown)
    record(
        officer,
        f"{reportable.kind}.{measure.slug}",
        thing,
        before=before,
        after={"case": decision.case.number},
        reason=decision.reasons,
    )
    return Restriction.objects.create(
        decision=decision,
        kind=reportable.kind,
        thing_key=str(thing.pk),
        measure=measure.slug,
        done=str(measure.done),
        visibility=measure.visibility,
        before=before,
    )


def lift(officer: Member | None, restriction: Restriction, *, because: str) -> None:
    """The thing is as it was before; where it is gone, there is nothing to put back."""
    found = find(restriction.kind, restriction.thing_key)
    measure = found[0].measure(restriction.measure) if found else None
    if found and measure:
        measure.take_back(found[1], restriction.before)
        verb = f"{restriction.kind}.{restriction.measure}.lifted"
        record(officer, verb, found[1], after=restriction.before, reason=because)
    restriction.lifted_at, restriction.lifted_by = timezone.now(), officer
    restriction.save(update_fields=["lifted_at", "lifted_by"])

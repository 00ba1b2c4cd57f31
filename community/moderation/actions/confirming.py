"""Making sure that people belong to the municipality they name, and taking that back."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from community.audit.record import record
from community.moderation import policy
from community.people.models import Confirmation, Member


@transaction.atomic
def confirm_municipality(officer: Member, member: Member) -> Confirmation:
    """From now on the member is no newcomer any more. Twice is once."""
    policy.can_confirm_municipality(officer, member).require()
    return store_confirmation(officer, member)


@transaction.atomic
def withdraw_confirmation(officer: Member, member: Member, *, reason: str) -> None:
    """What holds newcomers back holds again. Nothing happens where nothing was confirmed."""
    policy.can_withdraw_confirmation(officer, member).require()
    before = _named(member)
    if _end(officer, member, reason=reason):
        record(officer, "withdraw_confirmation", member, before=before, reason=reason)


def store_confirmation(officer: Member, member: Member) -> Confirmation:
    """The confirmation itself, for those who have asked already: letting somebody in can bring it along."""
    Member.objects.select_for_update().get(pk=member.pk)
    if standing := Confirmation.objects.of(member).first():
        return standing
    _end(officer, member, reason=_("Im Profil steht jetzt eine andere Kommune."))
    made = Confirmation.objects.create(
        member=member, municipality_id=member.municipality_id, confirmed_by=officer
    )
    member.__dict__.pop("is_newcomer", None)
    record(officer, "confirm_municipality", member, after=_named(member))
    return made


def _end(officer: Member, member: Member, *, reason: str) -> int:
    member.__dict__.pop("is_newcomer", None)
    in_force = Confirmation.objects.in_force().filter(member=member)
    return in_force.update(withdrawn_at=timezone.now(), withdrawn_by=officer, reason=reason)


def _named(member: Member) -> dict[str, str]:
    return {"municipality": member.place}

"""Deciding on registrations. The first decision counts; a second one is told so."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from community.audit.record import record
from community.moderation.desk.ringing import ring_office
from community.moderation.persons.actions import store_confirmation
from community.moderation.registrations import policy
from community.moderation.registrations.assessment import Welcome, assess, proposed_welcome
from community.people.belonging.actions import doubt_municipality
from community.people.letters import send_letter
from community.people.models import Admission, Member


class AlreadyDecided(Exception):
    """Someone in the office was faster; `admission` is their decision."""

    def __init__(self, admission: Admission) -> None:
        super().__init__(str(admission))
        self.admission = admission


@transaction.atomic
def admit_member(officer: Member, member: Member, welcome: Welcome | None = None) -> Admission:
    """Let a waiting person in and write to them, as proposed or as worded. Raises `AlreadyDecided`."""
    policy.can_decide_registration(officer, member).require()
    welcome = welcome or proposed_welcome(assess([member])[0])
    admission = _decide(officer, member, Admission.Outcome.ADMITTED)
    record(officer, "admit_member", member, after={"outcome": admission.outcome})
    ring_office()
    if welcome.confirms:
        store_confirmation(officer, member)
    else:
        doubt_municipality(member)
    _welcome(member, welcome)
    return admission


@transaction.atomic
def decline_member(officer: Member, member: Member, *, reason: str) -> Admission:
    """Turn a waiting person down and write them why. Raises `AlreadyDecided`."""
    policy.can_decide_registration(officer, member).require()
    admission = _decide(officer, member, Admission.Outcome.DECLINED, reason=reason)
    record(officer, "decline_member", member, after={"outcome": admission.outcome}, reason=reason)
    ring_office()
    send_letter(member, "declined", reason=reason)
    return admission


@transaction.atomic
def reconsider_member(officer: Member, member: Member) -> Admission:
    """Let a declined person in after all. Raises `AlreadyDecided` for anyone who is not declined now."""
    policy.can_decide_registration(officer, member).require()
    admission = Admission.objects.select_for_update().get(member=member)
    if admission.outcome != Admission.Outcome.DECLINED:
        raise AlreadyDecided(admission)
    before = {"outcome": admission.outcome, "reason": admission.reason}
    admission.outcome, admission.reason = Admission.Outcome.ADMITTED, ""
    admission.decided_by, admission.decided_at = officer, timezone.now()
    admission.save()
    record(officer, "reconsider_member", member, before=before, after={"outcome": admission.outcome})
    ring_office()
    doubt_municipality(member)
    _welcome(member, proposed_welcome(assess([member])[0]))
    return admission


def _welcome(member: Member, welcome: Welcome) -> None:
    send_letter(member, "admitted", greeting=welcome.greeting, suggestions=welcome.suggestions)


def _decide(officer: Member, member: Member, outcome: str, *, reason: str = "") -> Admission:
    admission, first = Admission.objects.get_or_create(
        member=member, defaults={"outcome": outcome, "decided_by": officer, "reason": reason}
    )
    if not first:
        raise AlreadyDecided(admission)
    return admission

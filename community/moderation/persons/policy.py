"""Who reads what the office knows about a person, and confirms where they belong."""

from __future__ import annotations

from django.utils.translation import gettext as _

from community.moderation.policy import Viewer, can_enter_office
from community.people.models import Member
from community.web.verdicts import ALLOWED, HIDDEN, Verdict, denied


def can_confirm_municipality(officer: Viewer, member: Member) -> Verdict:
    """The office makes sure where others belong; in one's own case someone else does."""
    entry = can_enter_office(officer)
    if not entry or not member.is_active or member.decision is None or member.is_pseudonym:
        return entry if not entry else HIDDEN
    if officer.pk == member.pk:
        return denied(_("Ihre eigene Zugehörigkeit bestätigt jemand anderes."))
    return ALLOWED


can_withdraw_confirmation = can_confirm_municipality


def can_see_person(officer: Viewer, member: Member) -> Verdict:
    """What the office knows about somebody is read by the office, and by nobody about themselves."""
    entry = can_enter_office(officer)
    if not entry or member.is_pseudonym:
        return entry if not entry else HIDDEN
    if officer.pk == member.pk:
        return denied(_("Über sich selbst lesen Sie hier nichts. Auskunft gibt Ihnen die Leitung."))
    return ALLOWED

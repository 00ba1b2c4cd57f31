"""Who decides on registrations."""

from __future__ import annotations

from django.utils.translation import gettext as _

from community.moderation.policy import Viewer, can_enter_office
from community.people.models import Member
from community.web.verdicts import ALLOWED, HIDDEN, Verdict, denied


def can_decide_registration(officer: Viewer, member: Member) -> Verdict:
    """The office decides on registrations of people who are still here, never on one's own."""
    entry = can_enter_office(officer)
    if not entry or not member.is_active or member.is_pseudonym or member.is_invited:
        return entry if not entry else HIDDEN
    if officer.pk == member.pk:
        return denied(_("Über die eigene Anmeldung entscheidet jemand anderes."))
    return ALLOWED

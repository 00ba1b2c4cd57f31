"""Who may invite people from a list, and take the list of members along."""

from __future__ import annotations

from django.utils.translation import gettext as _

from community.moderation.policy import Viewer, can_enter_office
from community.web.verdicts import ALLOWED, Verdict, denied


def can_invite_members(officer: Viewer) -> Verdict:
    """The office invites; people who accept are in."""
    return can_enter_office(officer)


def can_export_members(officer: Viewer) -> Verdict:
    """The list with everybody's address is for the head of the office."""
    entry = can_enter_office(officer)
    if not entry:
        return entry
    return ALLOWED if officer.is_head else denied(_("Die Mitgliederliste nimmt die Leitung mit."))

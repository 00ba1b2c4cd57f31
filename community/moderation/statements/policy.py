"""Who decides whether somebody belongs to the municipality they name."""

from __future__ import annotations

from django.utils.translation import gettext as _

from community.moderation.policy import Viewer, can_enter_office
from community.people.models import MunicipalityStatement, Role
from community.web.verdicts import ALLOWED, HIDDEN, Verdict, denied


def can_list_statements(viewer: Viewer) -> Verdict:
    """The office, and whoever speaks for a municipality."""
    return ALLOWED if can_enter_office(viewer) or deputy_of(viewer) else HIDDEN


def can_decide_statement(viewer: Viewer, statement: MunicipalityStatement) -> Verdict:
    """The office, and deputies for their own municipality; in one's own case someone else does."""
    entry = can_list_statements(viewer)
    if not entry:
        return entry
    if not can_enter_office(viewer) and statement.municipality_id != deputy_of(viewer):
        return HIDDEN
    if statement.member_id == viewer.pk:
        return denied(_("Ihre eigene Zugehörigkeit bestätigt jemand anderes."))
    return ALLOWED


def deputy_of(viewer: Viewer) -> str:
    """The key of the municipality the member speaks for: the one they belong to, as long as they do."""
    if not viewer.is_authenticated or not viewer.is_admitted or not viewer.municipality_id:
        return ""
    town = str(viewer.municipality_id)
    return town if (Role.DEPUTY, f"municipality:{town}") in viewer.roles else ""

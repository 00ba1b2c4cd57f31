"""Who may impose sanctions."""

from __future__ import annotations

from django.utils.translation import gettext as _

from community.moderation.cases.policy import can_decide_case
from community.moderation.models import Case
from community.moderation.policy import Viewer, works_in_office
from community.web.verdicts import ALLOWED, Verdict, denied


def can_sanction(viewer: Viewer, case: Case) -> Verdict:
    """Sanctions are for the office; nobody sanctions the office but its head, and nobody's case is without a person."""
    if not works_in_office(viewer):
        return denied(_("Über Sanktionen entscheidet die Geschäftsstelle."))
    entry = can_decide_case(viewer, case)
    if not entry:
        return entry
    if case.author is None:
        return denied(_("Zu diesem Vorgang gehört kein Mitglied."))
    if case.author.is_office and not viewer.is_head:
        return denied(_("Über Personen in der Geschäftsstelle entscheidet deren Leitung."))
    return ALLOWED

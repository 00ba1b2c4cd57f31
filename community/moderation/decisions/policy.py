"""Who may decide a case, and take a decision back."""

from __future__ import annotations

from django.utils.translation import gettext as _

from community.moderation.cases.policy import can_see_case
from community.moderation.models import Decision
from community.moderation.policy import Viewer, works_in_office
from community.web.verdicts import ALLOWED, Verdict, denied


def can_take_back(viewer: Viewer, decision: Decision) -> Verdict:
    """Within a month, by whoever may see the case; a field's moderator only their own decision."""
    seen = can_see_case(viewer, decision.case)
    if not seen:
        return seen
    if not works_in_office(viewer) and decision.decided_by_id != viewer.pk:
        return denied(_("Das hat die Geschäftsstelle entschieden. Zurücknehmen kann es nur sie."))
    if not decision.is_in_force:
        return denied(_("Diese Entscheidung ist schon aufgehoben."))
    if not decision.can_be_taken_back:
        return denied(_("Nach 30 Tagen ändert nur noch ein Widerspruch etwas an der Entscheidung."))
    return ALLOWED

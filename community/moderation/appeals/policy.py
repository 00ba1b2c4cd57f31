"""Who may see an appeal, and decide it: never whoever decided first."""

from __future__ import annotations

from django.utils.translation import gettext as _

from community.moderation.cases.policy import can_see_case
from community.moderation.models import Appeal
from community.moderation.policy import Viewer, can_enter_office
from community.web.verdicts import ALLOWED, Verdict, denied


def can_see_appeal(viewer: Viewer, appeal: Appeal) -> Verdict:
    """Appeals are for the office; nobody sees one about themselves."""
    entry = can_enter_office(viewer)
    return can_see_case(viewer, appeal.decision.case) if entry else entry


def can_decide_appeal(viewer: Viewer, appeal: Appeal) -> Verdict:
    """Never whoever decided first, and never whoever reported."""
    seen = can_see_appeal(viewer, appeal)
    if not seen:
        return seen
    if appeal.first_decider_id == viewer.pk:
        return denied(_("Sie haben zuerst entschieden. Über den Widerspruch entscheidet jemand anderes."))
    if appeal.decision.case.reports.filter(reporter=viewer).exists():
        return denied(_("Sie haben das selbst gemeldet. Über den Widerspruch entscheidet jemand anderes."))
    return ALLOWED

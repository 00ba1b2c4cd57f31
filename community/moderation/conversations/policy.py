"""Who may write to a person about a case."""

from __future__ import annotations

from django.utils.translation import gettext as _

from community.moderation.cases.policy import can_see_case
from community.moderation.models import Case, Report
from community.moderation.policy import Viewer, can_enter_office
from community.web.verdicts import ALLOWED, Verdict, denied


def can_write_to_person(viewer: Viewer, case: Case, report: Report | None) -> Verdict:
    """The office asks whoever reported, or whom the case is about; field moderators know neither."""
    entry = can_enter_office(viewer)
    if not entry:
        return entry
    seen = can_see_case(viewer, case)
    if not seen:
        return seen
    reachable = report.can_be_answered if report else case.author is not None
    if not reachable or case.forgotten_at:
        return denied(_("In diesem Vorgang gibt es niemanden mehr, dem wir schreiben könnten."))
    return ALLOWED

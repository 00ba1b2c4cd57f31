"""Who may report things, and see reports and who sent them."""

from __future__ import annotations

from django.utils.translation import gettext as _

from community.moderation.cases.policy import can_see_case
from community.moderation.models import Report
from community.moderation.policy import Viewer, can_enter_office
from community.moderation.reports import misuse
from community.moderation.things import Reportable, Thing
from community.web import moments
from community.web.verdicts import ALLOWED, HIDDEN, Verdict, denied


def can_report(viewer: Viewer) -> Verdict:
    """Everyone, unless a decision says that this member's reports are not taken for a time."""
    if until := misuse.stopped_until(viewer):
        words = _(
            "Ihre Meldungen nehmen wir bis %(until)s nicht an. Warum, steht in der Mail der Geschäftsstelle."
        )
        return denied(words % {"until": moments.exact(until)})
    return ALLOWED


def can_report_thing(viewer: Viewer, reportable: Reportable, thing: Thing) -> Verdict:
    """Everyone may report what they can see, except what is their own."""
    if not reportable.may_see(viewer, thing):
        return HIDDEN
    author = reportable.author(thing)
    if author is not None and viewer.is_authenticated and author.pk == viewer.pk:
        return denied(_("Das ist von Ihnen selbst. Sie können es bearbeiten oder entfernen."))
    return can_report(viewer)


def can_see_report(viewer: Viewer, report: Report) -> Verdict:
    """Whoever reported, and those who work on the case."""
    if viewer.is_authenticated and report.reporter_id == viewer.pk:
        return ALLOWED
    return can_see_case(viewer, report.case) if report.case else HIDDEN


def can_see_reporters(viewer: Viewer) -> Verdict:
    """Who reported is known to the office alone, not to the moderators of a field."""
    return can_enter_office(viewer)

"""Who may list, see, take and open cases."""

from __future__ import annotations

from django.utils.translation import gettext as _

from community.moderation.cases.models import moderated_scopes
from community.moderation.kind import Reportable, Thing
from community.moderation.models import Case
from community.moderation.policy import Viewer, can_enter_office, colleagues, works_in_office
from community.people import pseudonyms
from community.web.verdicts import ALLOWED, HIDDEN, Verdict, denied


def can_list_cases(viewer: Viewer) -> Verdict:
    """The office, and members who moderate a field."""
    if works_in_office(viewer):
        return can_enter_office(viewer)
    moderates = viewer.is_authenticated and viewer.is_admitted and moderated_scopes(viewer)
    return ALLOWED if moderates else HIDDEN


def can_see_case(viewer: Viewer, case: Case) -> Verdict:
    """The office all, moderators those of their field, nobody those about themselves."""
    entry = can_list_cases(viewer)
    if not entry or pseudonyms.is_own(viewer, case.author_id):
        return entry if not entry else HIDDEN
    if works_in_office(viewer) or case.scope in moderated_scopes(viewer):
        return ALLOWED
    return HIDDEN


def can_take_case(viewer: Viewer, case: Case) -> Verdict:
    return can_decide_case(viewer, case)


def can_decide_case(viewer: Viewer, case: Case) -> Verdict:
    """Whoever may see the case; what may be unlawful is for the office. Who reported decides only if nobody else can.

    An installation with a single officer would otherwise have cases that nobody may ever decide.
    """
    seen = can_see_case(viewer, case)
    if not seen:
        return seen
    if case.is_legal and not works_in_office(viewer):
        return denied(
            _("Hier sagt jemand, der Inhalt sei rechtswidrig. Darüber entscheidet die Geschäftsstelle.")
        )
    if case.reports.filter(reporter=viewer).exists() and others_in_office(viewer, case):
        return denied(_("Sie haben das selbst gemeldet. Darüber entscheidet jemand anderes."))
    return ALLOWED


def can_open_case(viewer: Viewer, reportable: Reportable, thing: Thing) -> Verdict:
    """The office looks into what it has come across itself; nobody into what is their own."""
    entry = can_enter_office(viewer)
    if not entry:
        return entry
    author = reportable.author(thing)
    if author is not None and pseudonyms.is_own(viewer, author.pk):
        return denied(_("Das ist von Ihnen selbst. Darüber entscheidet jemand anderes."))
    return ALLOWED


def others_in_office(viewer: Viewer, case: Case) -> bool:
    others = colleagues(viewer)
    concerned = pseudonyms.person_behind(case.author) if case.author else None
    return (others.exclude(pk=concerned.pk) if concerned else others).exists()

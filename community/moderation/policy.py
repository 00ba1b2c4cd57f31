"""Who may enter the office and what they may decide there."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from community.moderation import journal, misuse
from community.moderation.kind import Reportable, Thing
from community.moderation.models import Appeal, Case, Decision, Deed, Report
from community.moderation.models.cases import moderated_scopes
from community.people.models import Member, Role, RoleGrant
from community.people.models.member import MemberQuerySet
from community.people.models.roles import OFFICE_ROLES
from community.people.security import is_secured
from community.web import moments
from community.web.verdicts import ALLOWED, HIDDEN, Verdict, denied

Viewer = Any  # a Member or the anonymous user

GRANTABLE = (Role.EXPERT, Role.MODERATOR, Role.HEAD, Role.TECHNICIAN)


def can_enter_office(viewer: Viewer) -> Verdict:
    """Admitted members with an office role and a second factor; for all others the office does not exist."""
    if not works_in_office(viewer):
        return HIDDEN
    if not is_secured(viewer):
        return denied(
            _(
                "Die Geschäftsstelle betreten Sie mit einer zweiten Stufe der Anmeldung. Hier richten Sie sie ein."
            )
        )
    return ALLOWED


def works_in_office(viewer: Viewer) -> bool:
    """Has a role in the office, whether or not the second factor is set up."""
    return bool(viewer.is_authenticated and viewer.is_admitted and viewer.is_office)


def can_decide_registration(officer: Viewer, member: Member) -> Verdict:
    """The office decides on registrations of people who are still here, never on one's own."""
    entry = can_enter_office(officer)
    if not entry or not member.is_active or member.is_voice or member.is_invited:
        return entry if not entry else HIDDEN
    if officer.pk == member.pk:
        return denied(_("Über die eigene Anmeldung entscheidet jemand anderes."))
    return ALLOWED


def can_invite_members(officer: Viewer) -> Verdict:
    """The office invites; people who accept are in."""
    return can_enter_office(officer)


def can_export_members(officer: Viewer) -> Verdict:
    """The list with everybody's address is for the head of the office."""
    entry = can_enter_office(officer)
    if not entry:
        return entry
    return ALLOWED if officer.is_head else denied(_("Die Mitgliederliste nimmt die Leitung mit."))


def can_confirm_municipality(officer: Viewer, member: Member) -> Verdict:
    """The office makes sure where others belong; in one's own case someone else does."""
    entry = can_enter_office(officer)
    if not entry or not member.is_active or member.decision is None or member.is_voice:
        return entry if not entry else HIDDEN
    if officer.pk == member.pk:
        return denied(_("Ihre eigene Zugehörigkeit bestätigt jemand anderes."))
    return ALLOWED


can_withdraw_confirmation = can_confirm_municipality


def can_see_person(officer: Viewer, member: Member) -> Verdict:
    """What the office knows about somebody is read by the office, and by nobody about themselves."""
    entry = can_enter_office(officer)
    if not entry or member.is_voice:
        return entry if not entry else HIDDEN
    if officer.pk == member.pk:
        return denied(_("Über sich selbst lesen Sie hier nichts. Auskunft gibt Ihnen die Leitung."))
    return ALLOWED


def can_manage_roles(viewer: Viewer) -> Verdict:
    """Roles are for the head of the office."""
    entry = can_enter_office(viewer)
    if not entry:
        return entry
    return ALLOWED if viewer.is_head else HIDDEN


def can_change_roles_of(viewer: Viewer, member: Member) -> Verdict:
    """One's own roles are changed by someone else: so a head always remains."""
    verdict = can_manage_roles(viewer)
    if not verdict:
        return verdict
    if viewer.pk == member.pk:
        return denied(_("Ihre eigenen Rollen ändert eine andere Person in der Leitung."))
    return ALLOWED


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
    if not reportable.may_report(viewer, thing):
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


def can_list_cases(viewer: Viewer) -> Verdict:
    """The office, and members who moderate a field."""
    if works_in_office(viewer):
        return can_enter_office(viewer)
    moderates = viewer.is_authenticated and viewer.is_admitted and moderated_scopes(viewer)
    return ALLOWED if moderates else HIDDEN


def can_see_case(viewer: Viewer, case: Case) -> Verdict:
    """The office all, moderators those of their field, nobody those about themselves."""
    entry = can_list_cases(viewer)
    if not entry or case.author_id == viewer.pk:
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
    if case.reports.filter(reporter=viewer).exists() and _others_in_office(viewer, case):
        return denied(_("Sie haben das selbst gemeldet. Darüber entscheidet jemand anderes."))
    return ALLOWED


def can_see_deed(viewer: Viewer, deed: Deed) -> Verdict:
    """The office all, moderators those of their field."""
    entry = can_list_cases(viewer)
    if not entry:
        return entry
    return ALLOWED if works_in_office(viewer) or deed.scope in moderated_scopes(viewer) else HIDDEN


def can_undo_deed(viewer: Viewer, deed: Deed) -> Verdict:
    """Whoever may do it may take it back, for thirty days, the latest first."""
    seen = can_see_deed(viewer, deed)
    if not seen:
        return seen
    if deed.undone:
        return denied(_("Diese Maßnahme ist bereits zurückgenommen."))
    if deed.is_past:
        return denied(_("Zurücknehmen lässt sich eine Maßnahme dreißig Tage lang."))
    if later := Deed.objects.after(deed).order_by("-pk").first():
        return denied(
            _("Danach geschah noch etwas mit derselben Sache: „%(deed)s“. Nehmen Sie das zuerst zurück.")
            % {"deed": f"{journal.name_of(later)}: {later.title}"}
        )
    return journal.may_undo(viewer, deed)


def can_open_case(viewer: Viewer, reportable: Reportable, thing: Thing) -> Verdict:
    """The office looks into what it has come across itself; nobody into what is their own."""
    entry = can_enter_office(viewer)
    if not entry:
        return entry
    author = reportable.author(thing)
    if author is not None and author.pk == viewer.pk:
        return denied(_("Das ist von Ihnen selbst. Darüber entscheidet jemand anderes."))
    return ALLOWED


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


def can_read_record(viewer: Viewer) -> Verdict:
    """The record of used power is read by the head of the office, who answers for it."""
    return can_manage_roles(viewer)


def can_manage_texts(viewer: Viewer) -> Verdict:
    """The office words its ready texts itself."""
    return can_enter_office(viewer)


def can_keep_errands(viewer: Viewer) -> Verdict:
    """The list of what is to be done by when belongs to the whole office."""
    return can_enter_office(viewer)


def colleagues(viewer: Viewer) -> MemberQuerySet:
    """Who else works in the office."""
    grants = RoleGrant.objects.filter(role__in=OFFICE_ROLES, scope="", revoked_at__isnull=True)
    return Member.objects.admitted().filter(pk__in=grants.values("member")).exclude(pk=viewer.pk)


def _others_in_office(viewer: Viewer, case: Case) -> bool:
    others = colleagues(viewer)
    return (others.exclude(pk=case.author_id) if case.author_id else others).exists()

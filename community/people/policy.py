"""Who may do what with people, municipalities and working groups. What a list shows is `visible_to`."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from community.people.models import Member, Municipality, WorkingGroup
from community.web.verdicts import ALLOWED, HIDDEN, Verdict, denied

Viewer = Any  # a Member or the anonymous user


def can_see_member(viewer: Viewer, member: Member) -> Verdict:
    """Everyone sees their own profile, admitted members see each other, the office sees who is waiting.

    A voice has no page: there is nobody to see.
    """
    if not viewer.is_authenticated or member.is_voice:
        return HIDDEN
    if viewer.pk == member.pk:
        return ALLOWED
    if viewer.acts_for_office:
        return ALLOWED if member.is_active else HIDDEN
    return ALLOWED if viewer.is_admitted and member.is_admitted else HIDDEN


def can_search_members(viewer: Viewer) -> Verdict:
    """The directory and the suggestions for mentions are for admitted members."""
    if viewer.is_authenticated and viewer.is_admitted:
        return ALLOWED
    return denied(_("Das Verzeichnis öffnet sich, sobald die Geschäftsstelle Ihre Anmeldung geprüft hat."))


def can_edit_profile(viewer: Viewer, member: Member) -> Verdict:
    """Only oneself, also while waiting."""
    return ALLOWED if viewer.is_authenticated and viewer.pk == member.pk else HIDDEN


def can_see_municipality(viewer: Viewer, municipality: Municipality) -> Verdict:
    """The register is public."""
    return ALLOWED


def can_see_people_of(viewer: Viewer, municipality: Municipality) -> Verdict:
    """Who works in a municipality is for admitted members."""
    if viewer.is_authenticated and viewer.is_admitted:
        return ALLOWED
    return denied(_("Wer hier mitarbeitet, sehen Sie als aufgenommenes Mitglied."))


def can_list_groups(viewer: Viewer) -> Verdict:
    if viewer.is_authenticated and viewer.is_admitted:
        return ALLOWED
    return denied(_("Die Arbeitsgruppen öffnen sich, sobald die Geschäftsstelle Ihre Anmeldung geprüft hat."))


def can_see_group(viewer: Viewer, group: WorkingGroup) -> Verdict:
    """Admitted members see every working group and who is in it."""
    return ALLOWED if viewer.is_authenticated and viewer.is_admitted else HIDDEN


def can_found_group(viewer: Viewer) -> Verdict:
    """The office founds working groups."""
    return ALLOWED if viewer.is_authenticated and viewer.acts_for_office else HIDDEN


def can_invite_members(viewer: Viewer) -> Verdict:
    """The office invites people; they are let in by that as soon as they accept."""
    return ALLOWED if viewer.is_authenticated and viewer.acts_for_office else HIDDEN


def can_manage_group(viewer: Viewer, group: WorkingGroup) -> Verdict:
    """Those who lead the group and the office add and remove its members and keep its description."""
    if not can_see_group(viewer, group):
        return HIDDEN
    if viewer.acts_for_office or group.memberships.current().filter(member=viewer, leads=True).exists():
        return ALLOWED
    return denied(_("Das können nur die Leitung der Arbeitsgruppe und die Geschäftsstelle."))


def can_add_to_group(viewer: Viewer, group: WorkingGroup, member: Member) -> Verdict:
    verdict = can_manage_group(viewer, group)
    if not verdict:
        return verdict
    if not member.is_admitted:
        return denied(_("In eine Arbeitsgruppe können nur aufgenommene Mitglieder."))
    return ALLOWED


def can_remove_from_group(viewer: Viewer, group: WorkingGroup, member: Member) -> Verdict:
    """Who manages the group may remove others; everyone may leave."""
    if viewer.is_authenticated and viewer.pk == member.pk and can_see_group(viewer, group):
        return ALLOWED
    return can_manage_group(viewer, group)

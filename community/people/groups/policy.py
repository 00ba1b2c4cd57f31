"""Who may see, found and manage working groups."""

from __future__ import annotations

from django.utils.translation import gettext as _

from community.people.models import Member, WorkingGroup
from community.people.policy import Viewer
from community.web.verdicts import ALLOWED, HIDDEN, Verdict, denied


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

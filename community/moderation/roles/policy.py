"""Who grants and revokes roles, and whose."""

from __future__ import annotations

from django.utils.translation import gettext as _

from community.moderation.policy import Viewer, can_enter_office
from community.people.models import Member, Role
from community.web.verdicts import ALLOWED, HIDDEN, Verdict, denied

GRANTABLE = (Role.EXPERT, Role.MODERATOR, Role.HEAD, Role.TECHNICIAN, Role.DEPUTY)


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

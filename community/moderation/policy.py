"""Who may enter the office, and who works there."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from community.people.accounts.security import has_factor, is_secured
from community.people.members.models import MemberQuerySet
from community.people.models import Member, RoleGrant
from community.people.roles.models import OFFICE_ROLES
from community.web.verdicts import ALLOWED, HIDDEN, Verdict, denied

Viewer = Any  # a Member or the anonymous user


def can_enter_office(viewer: Viewer) -> Verdict:
    """Admitted members with an office role and a second factor; for all others the office does not exist."""
    if not works_in_office(viewer):
        return HIDDEN
    if not is_secured(viewer) and has_factor(viewer):
        return denied(
            _(
                "Die Geschäftsstelle betreten Sie mit Ihrem zweiten Faktor. Bitte bestätigen Sie ihn auch hier."
            )
        )
    if not is_secured(viewer):
        return denied(
            _(
                "Die Geschäftsstelle betreten Sie mit einer zweiten Stufe der Anmeldung. Hier richten Sie sie ein."
            )
        )
    return ALLOWED


def works_in_office(viewer: Viewer) -> bool:
    """Has a role in the office, whether or not the second factor is set up, and passed."""
    return bool(viewer.is_authenticated and viewer.is_admitted and viewer.is_office)


def colleagues(viewer: Viewer) -> MemberQuerySet:
    """Who else works in the office."""
    grants = RoleGrant.objects.filter(role__in=OFFICE_ROLES, scope="", revoked_at__isnull=True)
    return Member.objects.admitted().filter(pk__in=grants.values("member")).exclude(pk=viewer.pk)

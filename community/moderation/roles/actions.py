"""Granting and revoking roles."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from community import live
from community.audit.record import record
from community.moderation.roles import policy
from community.moderation.roles.locking import locked_head
from community.moderation.roles.registry import name_of
from community.people.letters import send_letter
from community.people.models import Admission, Member, Role, RoleGrant


@transaction.atomic
def grant_role(head: Member, member: Member, *, role: str, reason: str, scope: str = "") -> RoleGrant:
    """Give `member` a role, everywhere or in the place `scope` names. Who has it already keeps it as it is.

    A deputy's place is their own municipality; raises `ValidationError` where none is confirmed.
    """
    policy.can_change_roles_of(locked_head(head), member).require()
    if role == Role.DEPUTY:
        scope = _own_town(member)
    grant, new = RoleGrant.objects.get_or_create(
        member=member,
        role=role,
        scope=scope,
        revoked_at=None,
        defaults={"granted_by": head, "reason": reason},
    )
    if new:
        named = {"role": role, "scope": scope} if scope else {"role": role}
        record(head, "grant_role", member, after=named, reason=reason)
        send_letter(member, "role_granted", role=_called(grant), reason=reason)
    return grant


def _own_town(member: Member) -> str:
    """A deputy speaks for the municipality they belong to."""
    if member.municipality_id is None:
        raise ValidationError({"role": _("Für diese Person ist keine Kommune bestätigt.")})
    return f"municipality:{member.municipality_id}"


@transaction.atomic
def revoke_role(head: Member, grant: RoleGrant, *, reason: str) -> None:
    """End a role that is in force; the row stays. Nothing happens where it has ended already."""
    policy.can_change_roles_of(locked_head(head), grant.member).require()
    in_force = RoleGrant.objects.filter(pk=grant.pk, revoked_at__isnull=True)
    if in_force.update(revoked_at=timezone.now(), revoked_by=head):
        named = {"role": grant.role, "scope": grant.scope}
        live.review(grant.member_id)
        record(head, "revoke_role", grant.member, before=named, reason=reason)
        send_letter(grant.member, "role_revoked", role=_called(grant), reason=reason)


@transaction.atomic
def appoint_head(member: Member) -> RoleGrant:
    """The house itself makes `member` head of the office, on the command line of whoever runs it."""
    Admission.objects.update_or_create(
        member=member, defaults={"outcome": Admission.Outcome.ADMITTED, "reason": ""}
    )
    grant, new = RoleGrant.objects.get_or_create(member=member, role=Role.HEAD, scope="", revoked_at=None)
    if new:
        record(None, "appoint_head", member, after={"role": grant.role})
    return grant


def _called(grant: RoleGrant) -> str:
    """The role, and where it holds."""
    place = name_of(grant.scope)
    return f"{grant.get_role_display()}, {place}" if place else str(grant.get_role_display())

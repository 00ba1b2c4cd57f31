"""Inviting people, and what they do to come in: a password, the rules, and they are here."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from datetime import timedelta

from allauth.account.models import EmailAddress
from django.conf import settings
from django.core import signing
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from community.people.accounts.retention import forget_member
from community.people.groups import registry
from community.people.invitations import policy
from community.people.letters import send_letter
from community.people.models import (
    Admission,
    Confirmation,
    Consent,
    Document,
    Invitation,
    Member,
    Membership,
    Municipality,
    WorkingGroup,
)

SALT = "community.people.invitation"


VALID = timedelta(days=60)


class InvitationOver(Exception):
    """The link is old, was used, or never was one of ours."""


@transaction.atomic
def invite_member(
    officer: Member,
    *,
    email: str,
    name: str,
    function: str,
    municipality: Municipality | None,
    groups: Collection[WorkingGroup],
) -> Member:
    """Somebody new who still has to say yes; the mail goes out with the transaction. The address must be free."""
    policy.can_invite_members(officer).require()
    member = Member.objects.create_user(email, name=name, function=function, municipality=municipality)
    EmailAddress.objects.create(user=member, email=member.email, primary=True, verified=False)
    invitation = Invitation.objects.create(member=member, invited_by=officer)
    invitation.groups.set(groups)
    send_invitation(member)
    return member


def send_invitation(member: Member) -> None:
    """The mail with the link; again for those who have lost it."""
    link = f"{settings.PUBLIC_URL}{reverse('accept_invitation', args=[token_for(member)])}"
    send_letter(member, "invited", link=link, days=VALID.days)


def token_for(member: Member) -> str:
    """What the link says: whom it invites, and that they have no password yet. Good until they have one."""
    return signing.dumps([member.pk, _mark(member)], salt=SALT)


def invited(token: str) -> Member:
    """Whom the link invites. Looking does nothing, so that scanners of mails may look. Raises `InvitationOver`."""
    try:
        key, mark = signing.loads(token, salt=SALT, max_age=VALID)
    except (signing.BadSignature, TypeError, ValueError) as refused:
        raise InvitationOver from refused
    member = Member.objects.filter(pk=key, is_active=True).select_related("invitation").first()
    if member is None or not member.is_invited or mark != _mark(member):
        raise InvitationOver
    return member


@transaction.atomic
def accept_invitation(token: str, *, password: str, rules: Document) -> Member:
    """They are in, by the decision of whoever invited them, with their own consent to the rules."""
    invitation = Invitation.objects.select_for_update().get(member=invited(token))
    member = invited(token)
    member.set_password(password)
    member.save(update_fields=["password"])
    EmailAddress.objects.filter(user=member, email__iexact=member.email).update(verified=True)
    Consent.objects.create(member=member, document=rules)
    Admission.objects.create(
        member=member, outcome=Admission.Outcome.ADMITTED, decided_by=invitation.invited_by
    )
    Confirmation.objects.create(
        member=member, municipality_id=member.municipality_id, confirmed_by=invitation.invited_by
    )
    invitation.accepted_at = timezone.now()
    invitation.save(update_fields=["accepted_at"])
    for group in invitation.groups.all():
        Membership.objects.create(group=group, member=member, added_by=invitation.invited_by)
        registry.tell(group, member, joined=True)
    return Member.objects.select_related("municipality", "admission").get(pk=member.pk)


def forget_invitations() -> int:
    """Delete those who have not come within the time the link is good for; returns how many."""
    old = Invitation.objects.open().filter(invited_at__lt=timezone.now() - VALID).select_related("member")
    return sum(forget_member(invitation.member) for invitation in old)


def _mark(member: Member) -> str:
    return hashlib.sha256(member.password.encode()).hexdigest()[:16]

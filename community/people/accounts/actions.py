"""A changed mail address, and the way back for whoever reads the old mailbox."""

from __future__ import annotations

from allauth.account.models import EmailAddress
from allauth.mfa.base.internal.flows import delete_dangling_recovery_codes
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.core import signing
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from community import live
from community.people.accounts.models import TAKEN_BACK_WITHIN, AddressChange
from community.people.accounts.retention import forget_member
from community.people.letters import send_letter_to_outsider
from community.people.models import Member

SALT = "community.people.address-change"


class WayBackOver(Exception):
    """The link is too old, was used, or never was one of ours."""


class AddressTakenMeanwhile(Exception):
    """Another account has the old address now: the office must help."""


def note_address_change(member: Member, *, old: str, new: str) -> AddressChange:
    """Called in the transaction of the change, before the old address is warned."""
    return AddressChange.objects.create(member=member, old_email=old, new_email=new)


def way_back(change: AddressChange) -> str:
    """The address of the page that takes the change back, for the mail to the old mailbox alone."""
    path = reverse("take_back_address", args=[signing.dumps(change.pk, salt=SALT)])
    return f"{settings.PUBLIC_URL}{path}"


def change_of(token: str) -> AddressChange:
    """Which change the link takes back. Looking does nothing. Raises `WayBackOver`."""
    try:
        key = signing.loads(token, salt=SALT, max_age=TAKEN_BACK_WITHIN)
    except signing.BadSignature as refused:
        raise WayBackOver from refused
    change = AddressChange.objects.open().filter(pk=key).select_related("member").first()
    if change is None or not change.member.is_active:
        raise WayBackOver
    return change


@transaction.atomic
def take_back_address(token: str) -> Member:
    """The old address counts again; nobody is signed in any more, and only a new password opens the account.

    Second factors set up since, or within as many days before, go: whoever changed the address may have left one
    behind. Later changes are void, too, and nobody takes back this one. Raises `WayBackOver`, `AddressTakenMeanwhile`.
    """
    member = Member.objects.select_for_update().get(pk=change_of(token).member_id)
    change = change_of(token)
    _free(change.old_email, member)
    EmailAddress.objects.filter(user=member).delete()
    EmailAddress.objects.create(user=member, email=change.old_email, primary=True, verified=True)
    member.email = change.old_email
    member.set_unusable_password()
    member.save(update_fields=["email", "password"])
    since = change.changed_at - TAKEN_BACK_WITHIN
    Authenticator.objects.filter(user=member, created_at__gte=since).exclude(
        type=Authenticator.Type.RECOVERY_CODES
    ).delete()
    delete_dangling_recovery_codes(member)
    for session in UserSession.objects.filter(user=member):
        session.end()
    live.hang_up(member.pk, reason="password")
    void = AddressChange.objects.filter(member=member, changed_at__gte=change.changed_at)
    void.update(undone_at=timezone.now())
    send_letter_to_outsider(change.new_email, "address_taken_back", language=member.language)
    return member


def forget_address_changes() -> int:
    """Delete what can no longer be taken back, with the addresses in it; returns how many."""
    return AddressChange.objects.over().delete()[0]


def _free(email: str, member: Member) -> None:
    """Somebody who registered with the address and never confirmed it does not stand in the way."""
    other = Member.objects.filter(email__iexact=email).exclude(pk=member.pk).first()
    if other is None:
        return
    confirmed = EmailAddress.objects.filter(user=other, verified=True).exists()
    if confirmed or other.decision is not None or not forget_member(other):
        raise AddressTakenMeanwhile

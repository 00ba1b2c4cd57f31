"""The office invites people from a list, and takes the list of members along."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from community.audit.record import record
from community.moderation.invitations import policy
from community.people.invitations import actions as invitation_actions
from community.people.invitations.roster import Entry
from community.people.models import Member


class SomebodyWasFaster(Exception):
    """An address of the list got an account in the same moment, so nobody was invited; again, it is passed over."""


def invite_members(officer: Member, entries: Sequence[Entry]) -> list[Member]:
    """Invite everybody in the list who is new and has no problem, all of them or nobody. Twice is once.

    Raises `SomebodyWasFaster`.
    """
    policy.can_invite_members(officer).require()
    try:
        with transaction.atomic():
            return [_invite(officer, entry) for entry in entries if entry.is_new]
    except IntegrityError as refused:
        raise SomebodyWasFaster(
            _(
                "Jemand aus der Liste hat sich im selben Moment angemeldet. Bitte prüfen Sie die Liste noch einmal."
            )
        ) from refused


def note_export(officer: Member) -> None:
    """Whoever takes the list of members along leaves a line in the record."""
    policy.can_export_members(officer).require()
    record(officer, "export_members", officer)


def _invite(officer: Member, entry: Entry) -> Member:
    member = invitation_actions.invite_member(
        officer,
        email=entry.email,
        name=entry.name,
        function=entry.function,
        municipality=entry.municipality,
        groups=entry.groups,
    )
    # The entry names the invitation by its number: who does not come is forgotten, and the record forgets nothing.
    record(
        officer, "invite_member", member.invitation, after={"groups": [group.slug for group in entry.groups]}
    )
    return member

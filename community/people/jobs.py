"""What is forgotten about people by itself."""

from __future__ import annotations

from community import jobs
from community.people.accounts import actions as account_actions
from community.people.accounts import retention
from community.people.invitations import actions as invitation_actions


@jobs.register(hours=24)
def forget_unconfirmed_registrations() -> None:
    retention.forget_unconfirmed_registrations()


@jobs.register(hours=24)
def forget_invitations() -> None:
    invitation_actions.forget_invitations()


@jobs.register(hours=24)
def forget_addresses_of_sessions() -> None:
    retention.forget_addresses_of_sessions()


@jobs.register(hours=24)
def forget_address_changes() -> None:
    account_actions.forget_address_changes()


@jobs.register(hours=1)
def forget_ended_sessions() -> None:
    retention.forget_ended_sessions()

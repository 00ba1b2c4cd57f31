"""What is forgotten about people by itself."""

from __future__ import annotations

from community import jobs
from community.people import actions


@jobs.register(hours=24)
def forget_unconfirmed_registrations() -> None:
    actions.forget_unconfirmed_registrations()


@jobs.register(hours=24)
def forget_invitations() -> None:
    actions.forget_invitations()


@jobs.register(hours=24)
def forget_addresses_of_sessions() -> None:
    actions.forget_addresses_of_sessions()

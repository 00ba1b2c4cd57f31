"""Sessions as signing in leaves them, without typing passwords and codes."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from django.test import Client

from community.people.models import Member


def sign_in_fully(client: Client, member: Member) -> None:
    """Sign in with everything the member has: the second factor, too."""
    client.force_login(member)
    pass_factors(client, member)


def pass_factors(client: Client, member: Member, *, again: bool = False) -> None:
    """The session of `client` has passed each second factor of the member; `again`: asked for a moment ago."""
    session = client.session
    more: dict[str, Any] = {"reauthenticated": True} if again else {}
    for key, kind in Authenticator.objects.filter(user=member).values_list("pk", "type"):
        record_authentication(
            SimpleNamespace(session=session), member, method="mfa", id=key, type=kind, **more
        )
    session.save()

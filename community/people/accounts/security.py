"""Office power needs a second factor, passed by the session that uses it; without, the role rests."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings

FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def is_secured(member: Any) -> bool:
    """Whether a second factor stands behind what the member does, or this installation asks for none. One query.

    A member has one, and the session must have passed one that is still theirs: a session that was begun before, with
    the password alone, is not worth more because a factor was set up elsewhere. Where no session is behind the member
    (mails, work in the background) having one is enough.
    """
    if not settings.OFFICE_SECOND_FACTOR:
        return True
    known = member.__dict__.get("is_secured")
    if known is None:
        factors = dict(Authenticator.objects.filter(user=member).values_list("pk", "type"))
        passed = member.session_factors is None or not member.session_factors.isdisjoint(factors)
        known = passed and not set(FACTORS).isdisjoint(factors.values())
        member.__dict__["is_secured"] = known
    return bool(known)


def has_factor(member: Any) -> bool:
    """Whether the member signs in with a second factor."""
    return Authenticator.objects.filter(user_id=member.pk, type__in=FACTORS).exists()


def factors_passed(records: Iterable[dict[str, Any]]) -> frozenset[int]:
    """Keys of the factors in what a session remembers of how somebody signed in, recovery codes among them."""
    return frozenset(record["id"] for record in records if record.get("method") == "mfa" and "id" in record)

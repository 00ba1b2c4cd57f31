"""Office power needs a second factor; without one the role rests."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser

FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def is_secured(member: AbstractBaseUser) -> bool:
    """Whether the member signs in with a second factor, or this installation asks for none. At most one query."""
    if not settings.OFFICE_SECOND_FACTOR:
        return True
    known = member.__dict__.get("is_secured")
    if known is None:
        known = Authenticator.objects.filter(user=member, type__in=FACTORS).exists()
        member.__dict__["is_secured"] = known
    return bool(known)

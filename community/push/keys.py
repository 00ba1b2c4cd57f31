"""Our own key pair (VAPID, RFC 8292): push services take from us only what it has signed."""

from __future__ import annotations

import time
from base64 import urlsafe_b64encode
from functools import cache

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings
from py_vapid import Vapid02

SIGNED_FOR = 12 * 3600  # seconds; services refuse more than a day


def is_on() -> bool:
    """Whether this installation sends pushes at all."""
    return bool(settings.PUSH_KEY)


def public_key() -> str:
    """What browsers are given, so that only we can reach them; empty without a key."""
    return _public(_pair(settings.PUSH_KEY)) if is_on() else ""


def authorization(origin: str) -> str:
    """The header that says to the service at `origin` who sends, and whom to write to about it."""
    claims = {
        "aud": origin,
        "exp": int(time.time()) + SIGNED_FOR,
        "sub": f"mailto:{settings.CONTACT_EMAIL}",
    }
    return str(_pair(settings.PUSH_KEY).sign(claims)["Authorization"])


def new_key() -> str:
    """A new private key, as `PUSH_KEY` holds it."""
    number = ec.generate_private_key(ec.SECP256R1()).private_numbers().private_value
    return urlsafe_b64encode(number.to_bytes(32, "big")).decode().rstrip("=")


def is_key(key: str) -> bool:
    """Whether this is a private key."""
    try:
        return bool(_public(_pair(key)))
    except Exception:  # whatever the library thinks of it
        return False


@cache
def _pair(key: str) -> Vapid02:
    return Vapid02.from_string(key)


def _public(pair: Vapid02) -> str:
    point = pair.public_key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    return urlsafe_b64encode(point).decode().rstrip("=")

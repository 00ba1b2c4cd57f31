"""Addresses to which one can answer by mail: each is for one member and one thing, and signed."""

from __future__ import annotations

import base64
import re

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

from community.notices.kind import Answerable, Notifiable
from community.people.models import Member

SALT = "notices.answer"
SIGNED = 16  # characters, of 5 bits each
FORM = re.compile(r"^(?P<kind>[a-z_]{1,20})-(?P<key>\d{1,18})-(?P<member>\d{1,18})-(?P<sign>[a-z2-7]{16})$")


def address_for(member: Member, kind: Notifiable, key: int) -> str:
    """``antwort+thread-12-7-…@dialog.example``; empty where nothing can be answered by mail."""
    local, at, domain = settings.REPLY_ADDRESS.partition("@")
    if not at or not isinstance(kind, Answerable):
        return ""
    words = f"{kind.slug}-{key}-{member.pk}"
    return f"{local}+{words}-{_sign(words)}@{domain}"


def read_address(address: str) -> tuple[str, int, int] | None:
    """Kind and key of the thing and the key of the member; `None` for an address that we did not write."""
    local = address.strip().lower().partition("@")[0]
    found = FORM.match(local.partition("+")[2])
    if found is None:
        return None
    words = f"{found['kind']}-{found['key']}-{found['member']}"
    if not constant_time_compare(found["sign"], _sign(words)):
        return None
    return found["kind"], int(found["key"]), int(found["member"])


def _sign(words: str) -> str:
    digest = salted_hmac(SALT, words, algorithm="sha256").digest()
    return base64.b32encode(digest).decode().lower()[:SIGNED]

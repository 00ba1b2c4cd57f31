"""Signed words in mails: what they allow works without signing in, and only for whom the mail was."""

from __future__ import annotations

from typing import Any

from django.core import signing

SALT = "notices.unsubscribe"


def unsubscribe_token(member_key: int, scope: str) -> str:
    return signing.dumps([member_key, scope], salt=SALT)


def read_unsubscribe_token(token: str) -> tuple[int, str] | None:
    """The member's key and what is to end; `None` for anything we did not write."""
    try:
        found: Any = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        return None
    return int(found[0]), str(found[1])

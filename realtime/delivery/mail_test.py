"""The net test for links in mails: whether they arrive whole, and whether somebody opens them before their reader.

Gateways of town halls rewrite links and look behind them. What was opened is remembered for a day, in the cache, by
the link alone.
"""

from __future__ import annotations

import secrets
import time
from typing import NamedTuple

from django.core import signing
from django.core.cache import cache
from django.db import transaction
from django.urls import reverse

from community.people.letters import send_letter
from community.people.models import Member

SALT = "net-test"
LIVES = 24 * 3600  # seconds
PAUSE = 120  # seconds between two mails to the same member


class Opened(NamedTuple):
    """A link as it was opened: seconds since its mail was stored, and when others opened it, counted likewise."""

    after: int
    before: list[int]


def send_test_mail(member: Member, origin: str) -> bool:
    """Post the mail to the member's own address; False where one went out a moment ago."""
    if not cache.add(f"net-test-mail:{member.pk}", 1, timeout=PAUSE):
        return False
    token = signing.dumps([secrets.token_hex(8), int(time.time())], salt=SALT)
    with transaction.atomic():
        send_letter(member, "net_test", link=f"{origin}{reverse('open_test_link', args=[token])}")
    return True


def note_opening(token: str) -> Opened | None:
    """Somebody follows the link; `None` for one that is not ours, too old or no longer whole."""
    try:
        name, sent = signing.loads(token, salt=SALT, max_age=LIVES)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    key, after = f"net-test-link:{name}", max(0, int(time.time()) - sent)
    before = cache.get(key, [])
    cache.set(key, [*before, after][-10:], timeout=LIVES)
    return Opened(after, before)

"""Keys to private feeds: made, used, ended."""

from __future__ import annotations

import secrets
from hashlib import sha256
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from community.people.models import Member
from community.text import clean_line
from forum.feeds import policy
from forum.models import FeedKey

NAME_LIMIT = 60


MOST_KEYS = 10


def make_feed_key(actor: Member, *, name: str) -> tuple[FeedKey, str]:
    """A new key and the secret for its address, which is kept nowhere. Raises `ValidationError` for one too many."""
    policy.can_keep_feeds(actor).require()
    name = clean_line(name, limit=NAME_LIMIT, field="name")
    if FeedKey.objects.of_member(actor).in_force().count() >= MOST_KEYS:
        raise ValidationError(
            {"name": _("Sie haben schon %(n)d Adressen. Bitte beenden Sie zuerst eine.") % {"n": MOST_KEYS}}
        )
    secret = secrets.token_urlsafe(32)
    return FeedKey.objects.create(member=actor, name=name, digest=digest_of(secret)), secret


def revoke_feed_key(actor: Member, key: FeedKey) -> None:
    """From now on its addresses lead nowhere. Repeating it changes nothing."""
    policy.can_revoke_feed_key(actor, key).require()
    FeedKey.objects.in_force().filter(pk=key.pk).update(revoked_at=timezone.now())


def reader_behind(secret: str) -> Any:
    """The member who reads with this secret now, or `None`: unknown, ended, or not admitted any more."""
    key = FeedKey.objects.in_force().with_reader().filter(digest=digest_of(secret)).first()
    if key is None or not policy.can_keep_feeds(key.member):
        return None
    today = timezone.localdate()
    FeedKey.objects.filter(Q(used_on__lt=today) | Q(used_on__isnull=True), pk=key.pk).update(used_on=today)
    return key.member


def digest_of(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()

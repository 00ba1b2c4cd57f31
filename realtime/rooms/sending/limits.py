"""How many messages one account may send, or write anew: each version is kept and goes to everyone there."""

from __future__ import annotations

from django.conf import settings
from django.utils.translation import gettext as _

from community.people.models import Member
from community.web import limits


def keep_pace(member: Member) -> None:
    """Count one message of this member. Raises `RateLimited` above `ROOM_RATE`."""
    sentence = _(
        "Das waren viele Nachrichten in kurzer Zeit. Ihr Text bleibt; bitte senden Sie ihn gleich noch einmal."
    )
    limits.keep_pace("message", member.pk, rates=settings.ROOM_RATE, sentence=sentence)


def give_back(member: Member) -> None:
    """It was there already."""
    limits.give_back("message", member.pk, rates=settings.ROOM_RATE)

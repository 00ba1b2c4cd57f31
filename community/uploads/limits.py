"""How many files one account may hand in, by whichever way they come, and how many are in memory at once."""

from __future__ import annotations

from contextlib import AbstractContextManager

from django.conf import settings
from django.utils.translation import gettext as _

from community.people.models import Member
from community.web.limits import keep_pace
from community.web.turns import Turns

# Each is in memory as a whole, twice or three times, while it is looked at.
FILES = Turns("file", at_once=3, waiting=7, within=20)


def count_file(member: Member) -> None:
    """Raises `RateLimited` above `UPLOAD_RATE`."""
    sentence = _("Das waren viele Dateien in kurzer Zeit. Bitte warten Sie eine Weile.")
    keep_pace("file", member.pk, rates=settings.UPLOAD_RATE, sentence=sentence)


def in_memory() -> AbstractContextManager[None]:
    """A turn for one file that somebody sent. Raises `Busy`."""
    return FILES.take(_("Gerade treffen sehr viele Dateien ein. Bitte versuchen Sie es gleich noch einmal."))

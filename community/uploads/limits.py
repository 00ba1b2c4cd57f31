"""How many files one account may hand in, by whichever way they come."""

from __future__ import annotations

from django.conf import settings
from django.utils.translation import gettext as _

from community.people.models import Member
from community.web.limits import keep_pace


def count_file(member: Member) -> None:
    """Raises `RateLimited` above `UPLOAD_RATE`."""
    sentence = _("Das waren viele Dateien in kurzer Zeit. Bitte warten Sie eine Weile.")
    keep_pace("file", member.pk, rates=settings.UPLOAD_RATE, sentence=sentence)

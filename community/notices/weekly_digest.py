"""The Montagspost: once a week, of each field that matters to a member, three questions they might answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from community.mail.models import OutgoingMail
from community.mail.posting import post
from community.notices.models import MailWish, MondayPin
from community.notices.tokens import unsubscribe_token
from community.people.models import Member

MONDAY = 0


BEGINS, ENDS = 7, 18  # who is reached at noon still has it on Monday


PORTION = 100


@dataclass(frozen=True)
class Line:
    title: str
    why: str
    address: str


@dataclass(frozen=True)
class Section:
    """One field of the letter. `pinned` stands first, chosen by the office."""

    title: str
    lines: list[Line] = field(default_factory=list)
    pinned: Line | None = None


Pins = dict[tuple[str, int], MondayPin]


Provider = Callable[[Any, Pins], list[Section]]


_providers: list[Provider] = []


def register(provider: Provider) -> Provider:
    """Register what a content app contributes to a member's letter; usable as a decorator."""
    _providers.append(provider)
    return provider


def post_monday_letters(now: datetime | None = None) -> int:
    """Write this week's letters that are not written yet; nothing on other days. Returns how many were written."""
    local = timezone.localtime(now)
    if local.weekday() != MONDAY or not BEGINS <= local.hour < ENDS:
        return 0
    year, week, _day = local.isocalendar()
    stem, written = f"monday:{year}-{week:02d}:", 0
    pins = {(pin.place, pin.place_key): pin for pin in MondayPin.objects.all()}
    done = set(OutgoingMail.objects.filter(key__startswith=stem).values_list("key", flat=True))
    for member in _readers().iterator(chunk_size=PORTION):
        if f"{stem}{member.pk}" not in done:
            written += _post(member, pins, key=f"{stem}{member.pk}")
    return written


def letter_for(member: Member, pins: Pins) -> list[Section]:
    """What stands in this member's letter."""
    return [section for provider in _providers for section in provider(member, pins)]


def _readers() -> Any:
    unwilling = MailWish.objects.filter(Q(monday=False) | Q(by_mail=False)).values("member")
    people = Member.objects.admitted().exclude(pk__in=unwilling)
    return people.select_related("municipality", "admission").prefetch_related("grants").order_by("pk")


def _post(member: Member, pins: Pins, *, key: str) -> bool:
    sections = letter_for(member, pins)
    if not sections:
        return False
    token = unsubscribe_token(member.pk, "monday")
    stop = f"{settings.PUBLIC_URL}{reverse('unsubscribe', args=[token])}"
    with translation.override(member.language):
        context = {"member": member, "sections": sections, "stop": stop, "public_url": settings.PUBLIC_URL}
        subject = _("[Montagspost] Wobei könnten Sie diese Woche helfen?")
        text = render_to_string("mail/monday.txt", context).strip() + "\n"
    headers = {
        "List-Unsubscribe": f"<{stop}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "Auto-Submitted": "auto-generated",
    }
    post(member.email, subject=subject, text=text, headers=headers, key=key)
    return True

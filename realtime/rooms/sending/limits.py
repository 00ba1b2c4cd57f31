"""How many messages one account may send: counted per account, never per address, since a town hall shares one."""

from __future__ import annotations

import time
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.utils.translation import gettext as _

from realtime.rooms.sending.errors import TooFast

SPANS = {"s": 1, "m": 60, "h": 3600}


def keep_pace(member: Any) -> None:
    """Count one message of this member. Raises `TooFast` above `ROOM_RATE` (such as ``60/m``; empty: no limit)."""
    if not settings.ROOM_RATE:
        return
    most, span = rate(settings.ROOM_RATE)
    now = time.time()
    window = int(now // span)
    key = f"room-pace:{member.pk}:{window}"
    cache.add(key, 0, timeout=2 * span)
    if cache.incr(key) > most:
        sentence = _(
            "Das waren viele Nachrichten in kurzer Zeit. Ihr Text bleibt; bitte senden Sie ihn gleich noch einmal."
        )
        raise TooFast(sentence, max(1, int((window + 1) * span - now)))


def rate(text: str) -> tuple[int, int]:
    """``60/m`` as number and seconds. Raises `ValueError` for anything else."""
    most, slash, span = text.partition("/")
    if not slash or span not in SPANS:
        raise ValueError(f"ROOM_RATE must look like 60/m, not {text!r}")
    return int(most), SPANS[span]

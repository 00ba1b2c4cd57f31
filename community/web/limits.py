"""How often one account may do something: counted per account, since a town hall shares one address."""

from __future__ import annotations

import time
from collections.abc import Iterator

from django.core.cache import cache

from community.web.refusals import RateLimited

SPANS = {"s": 1, "m": 60, "h": 3600, "d": 86_400}


def keep_pace(what: str, account: int | str, *, rates: str, sentence: str) -> None:
    """Count one `what` of this account; of what visitors send, of their address.

    Raises `RateLimited` with the sentence above one of `rates`. Rates look like ``60/m`` or ``30/m,300/h``; empty: no
    limit. Called by actions, after the key was looked up: what is sent again is not done again.
    """
    for key, most, span, left in _windows(what, account, rates):
        cache.add(key, 0, timeout=2 * span)
        if cache.incr(key) > most:
            raise RateLimited(sentence, seconds=left)


def give_back(what: str, account: int | str, *, rates: str) -> None:
    """It had been done before: it does not count."""
    for key, _most, _span, _left in _windows(what, account, rates):
        if cache.get(key):
            cache.decr(key)


def read_rates(text: str) -> list[tuple[int, int]]:
    """``30/m,300/h`` as numbers and seconds. Raises `ValueError` for anything else."""
    found = []
    for rate in filter(None, (part.strip() for part in text.split(","))):
        most, _slash, span = rate.removesuffix("/user").partition("/")
        if span not in SPANS or not most.isdigit():
            raise ValueError(f"A rate must look like 60/m, not {rate!r}")
        found.append((int(most), SPANS[span]))
    return found


def _windows(what: str, account: int | str, rates: str) -> Iterator[tuple[str, int, int, int]]:
    """For each rate the place it is counted at, how many, in how many seconds, and how many of them are left."""
    now = time.time()
    for most, span in read_rates(rates):
        window = int(now // span)
        yield f"pace:{what}:{account}:{span}:{window}", most, span, max(1, int((window + 1) * span - now))

"""A lever for the round that finds what nobody said: while it is off, what ends was said."""

from __future__ import annotations

from realtime.delivery.periodic import Rounds

is_on = True
_check = Rounds.check


async def _check_while_on(self: Rounds) -> None:
    if is_on:
        await _check(self)


def fit() -> None:
    """Put the lever in, before the rounds begin."""
    Rounds.check = _check_while_on  # type: ignore[method-assign]

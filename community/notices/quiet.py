"""When a mail or a push may come: at hours in which people work, unless they want it otherwise."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone

from community.notices.models import MailWish

SATURDAY = 5


def next_moment(moment: datetime, wish: MailWish) -> datetime:
    """`moment`, or the first one after it that lies outside the member's quiet hours, in the house's time zone."""
    local = timezone.localtime(moment)
    if local.hour >= wish.quiet_from:
        local = _morning(local, wish) + timedelta(days=1)  # by the clock, also when the clocks change
    elif local.hour < wish.quiet_until:
        local = _morning(local, wish)
    while not wish.weekends and local.weekday() >= SATURDAY:
        local = _morning(local, wish) + timedelta(days=1)
    return local


def quiet_again(moment: datetime, wish: MailWish) -> datetime:
    """When the member's quiet hours begin after `moment`, which lies outside them."""
    midnight = timezone.localtime(moment).replace(hour=0, minute=0, second=0, microsecond=0)
    if wish.quiet_from == 24:
        return midnight + timedelta(days=1)
    return midnight.replace(hour=wish.quiet_from)


def _morning(local: datetime, wish: MailWish) -> datetime:
    return local.replace(hour=wish.quiet_until, minute=0, second=0, microsecond=0)

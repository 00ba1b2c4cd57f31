"""Devices that are told something, without a browser behind them."""

from __future__ import annotations

from itertools import count

from community.people.models import Member
from community.push.keys import public_key
from community.push.models import Device

_numbers = count(1)


def make_device(member: Member, *, name: str = "Firefox unter Linux") -> Device:
    """A device of a sign-in that is over: nothing is ever sent to it."""
    number = next(_numbers)
    return Device.objects.create(
        member=member,
        session_key=f"over-{number}",
        endpoint=f"https://web.push.apple.com/{number}",
        p256dh="x",
        auth="x",
        our_key=public_key(),
        name=name,
    )

"""How many requests may wait in one process, and whose: a stranger takes no seats of members, nor all others."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

AT_MOST = 500
VISITORS_AT_MOST = 250  # the others are kept for members
OF_ONE_ADDRESS = 100  # a town hall shares one
OF_ONE_MEMBER = 20  # windows of all devices


class Waiter(NamedTuple):
    """Who waits: a member by key, visitors by the address that they share."""

    is_member: bool
    key: str


HOUSE = Waiter(True, "")  # code of ours that waits by itself


class Seats:
    def __init__(self) -> None:
        self.taken = 0
        self.by_visitors = 0
        self.of: Counter[Waiter] = Counter()

    def take(self, waiter: Waiter) -> bool:
        """Whether there is one; whoever got it calls `give_back`."""
        most = OF_ONE_MEMBER if waiter.is_member else OF_ONE_ADDRESS
        if self.taken >= AT_MOST or (waiter != HOUSE and self.of[waiter] >= most):
            return False
        if not waiter.is_member and self.by_visitors >= VISITORS_AT_MOST:
            return False
        self.taken += 1
        self.of[waiter] += 1
        self.by_visitors += not waiter.is_member
        return True

    def give_back(self, waiter: Waiter) -> None:
        self.taken -= 1
        self.by_visitors -= not waiter.is_member
        self.of[waiter] -= 1
        if not self.of[waiter]:
            del self.of[waiter]

"""Who wants to know that a working group has changed: rooms, notices and other plugs register here.

A plug's `memberships.py` registers a function. It is called inside the transaction of the change, so what it
writes is stored together with the membership or not at all.
"""

from __future__ import annotations

from typing import Protocol

from community.people.models import Member, WorkingGroup


class Listener(Protocol):
    def __call__(self, group: WorkingGroup, member: Member, *, joined: bool) -> None: ...


_listeners: list[Listener] = []


def when_changed(listener: Listener) -> Listener:
    """Register a function that is told about every arrival and departure; usable as a decorator."""
    _listeners.append(listener)
    return listener


def tell(group: WorkingGroup, member: Member, *, joined: bool) -> None:
    """Tell every listener that `member` has joined or left `group`."""
    for listener in _listeners:
        listener(group, member, joined=joined)

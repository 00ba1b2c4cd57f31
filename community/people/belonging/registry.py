"""Who tells people that a member states, or has proved, to belong elsewhere: notices lie above and register here.

A plug's `belongings.py` registers a function. It is called inside the transaction of the change.
"""

from __future__ import annotations

from typing import Protocol

from community.people.belonging.models import MunicipalityStatement


class Listener(Protocol):
    def __call__(self, statement: MunicipalityStatement) -> None: ...


_listeners: list[Listener] = []


def register(listener: Listener) -> Listener:
    """Register a function that is told about every statement made or decided; usable as a decorator."""
    _listeners.append(listener)
    return listener


def tell(statement: MunicipalityStatement) -> None:
    for listener in _listeners:
        listener(statement)

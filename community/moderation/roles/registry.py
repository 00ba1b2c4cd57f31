"""Places that can have moderators of their own, such as ``field:3``. Content apps name theirs in `scopes.py`.

Leads of working groups need no grant: what they may do in their rooms comes with leading.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from community.people.models import Municipality

TOWN = "municipality:"  # where a deputy speaks; no moderator has it


@dataclass(frozen=True)
class Scope:
    """A place by the key that grants and cases carry, and what people call it."""

    key: str
    name: str


Provider = Callable[[], Iterable[Scope]]


_providers: list[Provider] = []


def register(provider: Provider) -> Provider:
    """Register a function that returns places; usable as a decorator."""
    _providers.append(provider)
    return provider


def everything() -> list[Scope]:
    """All places of the house, asked anew each time (one query per provider)."""
    return [scope for provider in _providers for scope in provider()]


def name_of(key: str) -> str:
    """What people call the place; empty for everywhere, the key itself for what is gone."""
    if key.startswith(TOWN):
        town = Municipality.objects.filter(pk=key.removeprefix(TOWN)).first()
        return town.called if town else key
    return {scope.key: scope.name for scope in everything()}.get(key, key) if key else ""

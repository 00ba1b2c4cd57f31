"""What people can be good at: content apps declare their subjects here, profiles choose among them.

The forum declares its action fields; people never learn what a field is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Subject:
    """A subject with a stable `slug`, its name on the screen and the page about it."""

    slug: str
    name: str
    url: str
    hue: int = 0


Provider = Callable[[], Iterable[Subject]]
_providers: list[Provider] = []


def register(provider: Provider) -> Provider:
    """Register a function that returns subjects in the order they are shown; usable as a decorator."""
    _providers.append(provider)
    return provider


def everything() -> list[Subject]:
    """All subjects of the house, asked anew each time (one query per provider)."""
    return [subject for provider in _providers for subject in provider()]

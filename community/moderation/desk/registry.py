"""What waits in the office: content apps put their own short lists on the desk.

A content app registers a function in its `panels.py`; it gets the officer and returns a `Panel`, or `None`
where there is nothing to say. The template of a panel gets the panel as `panel`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, QuerySet, Window

from community.people.models import Member


@dataclass(frozen=True)
class Panel:
    """A headed list on the desk. A lower `order` stands further up; `more_url` leads to the whole list.

    `waits`: somebody has to act on what is in it. Only such panels are a reason for a mail in the morning.
    """

    slug: str
    title: str
    template: str
    items: list[Any] = field(default_factory=list)
    total: int = 0
    more_url: str = ""
    order: int = 50
    waits: bool = True


Provider = Callable[[Member], Panel | None]


_providers: list[Provider] = []


def provide(provider: Provider) -> Provider:
    """Register a function that fills a panel; usable as a decorator."""
    _providers.append(provider)
    return provider


def panels(officer: Member) -> list[Panel]:
    """The panels of the desk as this officer sees them, in their order."""
    found = (provider(officer) for provider in _providers)
    return sorted((panel for panel in found if panel), key=lambda panel: panel.order)


def counted(rows: QuerySet[Any], limit: int) -> tuple[list[Any], int]:
    """The first `limit` rows, and how many there are in all. One query."""
    found = list(rows.annotate(in_all=Window(Count("pk")))[:limit])
    return found, found[0].in_all if found else 0

"""Where a new member might like to go first. The office proposes it in the letter that lets them in.

A content app registers a function in its `welcomes.py`; it gets the person, who is not admitted yet, and returns
places that every member may enter. Working groups stand below the office, so it knows them itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from community.people.models import Member, Municipality, WorkingGroup

GROUPS = 6


@dataclass(frozen=True)
class Suggestion:
    """A place by its name and address. `fits`: something the person said speaks for it."""

    key: str
    name: str
    address: str
    fits: bool = False


Provider = Callable[[Member], Iterable[Suggestion]]


_providers: list[Provider] = []


def provide(provider: Provider) -> Provider:
    """Register a function that suggests places; usable as a decorator."""
    _providers.append(provider)
    return provider


def suggestions(member: Member) -> list[Suggestion]:
    """What could be suggested to `member`, what fits first."""
    found = [suggestion for provider in _providers for suggestion in provider(member)]
    return sorted(found, key=lambda suggestion: not suggestion.fits)


@provide
def working_groups(member: Member) -> list[Suggestion]:
    """Those of the person's municipality first."""
    here = Municipality.objects.filter(working_groups=OuterRef("pk"), pk=member.municipality_id)
    groups = WorkingGroup.objects.annotate(is_here=Exists(here)).order_by("-is_here", "name")
    words = _("Arbeitsgruppe „%(name)s“")
    return [
        Suggestion(f"group:{group.pk}", words % {"name": group.name}, group.get_absolute_url(), group.is_here)
        for group in groups[:GROUPS]
    ]

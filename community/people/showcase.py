"""What a person or a municipality has contributed: content apps show it on the pages about people.

A content app calls `register` in its `showcases.py`; the function gets the viewer and the subject of the page and
returns a `Section` (or `None`) that holds only what this viewer may see.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from community.people.models import Member, Municipality
from community.people.viewer import Viewer


@dataclass(frozen=True)
class Section:
    """A headed part of a page, rendered by the content app's own template with `items` in its context."""

    title: str
    template: str
    items: list[Any] = field(default_factory=list)


Showcase = Callable[[Any, Member | Municipality], Section | None]
_showcases: list[Showcase] = []


def register(showcase: Showcase) -> Showcase:
    """Register a showcase; usable as a decorator."""
    _showcases.append(showcase)
    return showcase


def sections(viewer: Viewer, about: Member | Municipality) -> list[Section]:
    """The filled sections for a page about `about`, as `viewer` may see them."""
    found = (showcase(viewer, about) for showcase in _showcases)
    return [section for section in found if section and section.items]

"""A few hits while somebody types: things with a title, members, municipalities."""

from __future__ import annotations

from typing import Any

from community.people.viewer import Viewer
from community.search import whom
from community.search.finding import Narrowing, find, load
from community.search.kind import searchables
from community.search.results import Line, line_of
from community.text import fold

LINES, NAMES = 5, 2
SIMILAR = 5
HALF = 0.5


def suggestions(viewer: Viewer, query: str) -> dict[str, Any]:
    """What could be meant; the last word need not be finished."""
    found = find(viewer, query, _titled(), typing=True)
    towns = whom.municipalities(viewer, query).filter(folded_name__startswith=fold(query))
    return {
        "lines": [line_of(row, hit, found.wanted) for row, hit in load(viewer, found.ranked[:LINES])],
        "members": list(whom.members(viewer, query).with_card()[:NAMES]),
        "municipalities": list(towns[:NAMES]),
    }


def similar(viewer: Viewer, title: str) -> list[tuple[str, Line]]:
    """What is near to a title, with the name by which one can say that it helps; nothing that is only far."""
    found = find(viewer, title, _titled())
    near = [row for row in found.ranked if row.share >= HALF][:SIMILAR]
    return [
        (f"{row.kind}:{row.object_id}", line_of(row, hit, found.wanted)) for row, hit in load(viewer, near)
    ]


def _titled() -> Narrowing:
    return Narrowing(kinds=tuple(kind.slug for kind in searchables() if kind.has_titles))

"""Which things helped before somebody had to ask."""

from __future__ import annotations

from django.db.models import Count

from community.people.viewer import Viewer
from community.search.kind import Hit, searchables
from community.search.models import Help

SHOWN = 10


def most_helpful(viewer: Viewer) -> list[tuple[Hit, int]]:
    """The things most members said this about, and how many; only what the viewer may see."""
    rows = (
        Help.objects.values("kind", "object_id").annotate(times=Count("pk")).order_by("-times", "-object_id")
    )
    top = list(rows[:SHOWN])
    hits: dict[tuple[str, int], Hit] = {}
    for kind in searchables():
        keys = [row["object_id"] for row in top if row["kind"] == kind.slug]
        if keys:
            hits |= {(kind.slug, key): hit for key, hit in kind.hits(viewer, keys).items()}
    named = [((row["kind"], row["object_id"]), row["times"]) for row in top]
    return [(hits[name], times) for name, times in named if name in hits]

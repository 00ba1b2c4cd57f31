"""Who has one of our pages in front of them right now; nobody is shown it.

It is for what would disturb: a member who looks at a page need not be told by their phone. Kept in the cache alone,
which processes share where there are several, and for no longer than it is true.
"""

from __future__ import annotations

from collections.abc import Collection

from django.core.cache import cache

# Seconds after which somebody who says nothing more is gone. Visible pages speak every 25.
HERE_FOR = 35


def note_here(member_pk: int) -> None:
    """A page of this member's browser is in front right now. May wait for the cache: never call it on a loop."""
    cache.set(_name(member_pk), True, HERE_FOR)


def who_is_here(member_pks: Collection[int]) -> set[int]:
    """Those of the members who are known to look at a page."""
    names = {_name(pk): pk for pk in member_pks}
    return {names[name] for name in cache.get_many(names)}


def _name(member_pk: int) -> str:
    return f"live:here:{member_pk}"

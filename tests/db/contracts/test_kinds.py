"""What a kind shows in lists, and what it says of a single thing, is the same for the whole cast."""

from __future__ import annotations

from typing import Any

import pytest

from community import kinds
from community.kinds import Kind
from tests.contracts.cast import ROLES, Cast

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("slug", sorted(kind.slug for kind in kinds.of(Kind)))
def test_a_thing_is_seen_where_it_is_listed(cast: Cast, slug: str) -> None:
    kind: Any = kinds.get(slug)
    seen = 0
    for role in ROLES:
        viewer = cast.people[role]
        listed = set(kind.visible_to(viewer).values_list("pk", flat=True))
        for thing in kind.rows():
            assert bool(kind.can_see(viewer, thing)) == (thing.pk in listed), (role, thing)
        seen += len(listed)
    assert seen or slug == "participation", "nothing to see: the cast has none"


@pytest.mark.parametrize("slug", sorted(kind.slug for kind in kinds.of(Kind)))
def test_each_has_a_title_and_stands_at_its_address(cast: Cast, slug: str) -> None:
    """Or at least the whole stands there of which it is a part."""
    kind: Any = kinds.get(slug)
    for thing in kind.rows():
        path, _hash, fragment = kind.address(thing).partition("#")
        found = kinds.at(path.partition("?")[0], fragment)
        assert kind.title(thing)
        assert found is None or slug == "participation" or found[0].slug in (slug, kind.within), (
            thing,
            found,
        )

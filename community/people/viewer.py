"""Who looks at something: a member, or somebody who is not signed in."""

from __future__ import annotations

from typing import TypeGuard

from django.contrib.auth.models import AnonymousUser

from community.people.models import Member

Viewer = Member | AnonymousUser


def is_admitted(viewer: Viewer | None) -> TypeGuard[Member]:
    """A member whom the office has let in, and whose part does not rest."""
    return bool(getattr(viewer, "is_admitted", False))

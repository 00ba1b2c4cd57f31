"""Names under which the house speaks for somebody whose own name stays with the office.

A pseudonym is a row of its own, never a person with a mark: whatever shows an author shows the pseudonym, today and in
an app written next year. It has no page, no municipality, no address and cannot sign in; it is in no list of people and
counts nowhere. Who is behind it is known to the app that lends it, and only as long as that app keeps it: the app says
so with a `Lender`.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, Protocol
from uuid import uuid4

from community.people.models import Admission, Member


class Lender(Protocol):
    """What an app knows that lends pseudonyms."""

    def person_behind(self, pseudonym: Member) -> Member | None:
        """Who speaks through this pseudonym, as long as that is known."""

    def keys_of(self, member: Member) -> Collection[int]:
        """The keys of the pseudonyms through which this member speaks."""


_lenders: list[Lender] = []


def register(lender: type[Lender]) -> type[Lender]:
    """Make a class known that knows who is behind pseudonyms; usable as a decorator."""
    _lenders.append(lender())
    return lender


def make_pseudonym(name: str, *, about: str = "") -> Member:
    """A new pseudonym that may write where members write; `about` is what may be told of where it is from."""
    pseudonym = Member.objects.create_user(
        f"{uuid4().hex}@stimme.invalid", name=name, function=about, is_pseudonym=True
    )
    Admission.objects.create(member=pseudonym, outcome=Admission.Outcome.ADMITTED)
    return Member.objects.select_related("municipality", "admission").get(pk=pseudonym.pk)


def person_behind(member: Member) -> Member | None:
    """The person who reads what is written to this member: themselves, or who speaks through a pseudonym."""
    if not member.is_pseudonym:
        return member
    return next((found for lender in _lenders if (found := lender.person_behind(member))), None)


def keys_of(viewer: Any) -> frozenset[int]:
    """The keys of the viewer's own pseudonyms; none for visitors. One query for each viewer loaded."""
    if not isinstance(viewer, Member) or viewer.is_pseudonym:
        return frozenset()
    known = viewer.__dict__.get("own_pseudonyms")
    if known is None:
        known = frozenset(key for lender in _lenders for key in lender.keys_of(viewer))
        viewer.__dict__["own_pseudonyms"] = known
    return frozenset(known)


def is_own(viewer: Any, author: int | None) -> bool:
    """Whether what this author (a key) wrote is the viewer's own, under their name or under a pseudonym.

    Who decides about others asks this, and not `author == viewer.pk`: nobody decides in their own case, and nobody
    else learns why they do not.
    """
    return author is not None and (author == viewer.pk or author in keys_of(viewer))

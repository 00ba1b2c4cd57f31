"""Names under which the house speaks for somebody whose own name stays with the office.

A voice is a row of its own, never a person with a mark: whatever shows an author shows the voice, today and in an app
written next year. It has no page, no municipality, no address and cannot sign in; it is in no list of people and
counts nowhere. Who is behind it is known to the app that lends it, and only as long as that app keeps it: the app says
so with `register`.
"""

from __future__ import annotations

from collections.abc import Callable
from uuid import uuid4

from community.people.models import Admission, Member

_finders: list[Callable[[Member], Member | None]] = []


def register(find: Callable[[Member], Member | None]) -> Callable[[Member], Member | None]:
    """Register a function that finds the person behind a voice; usable as a decorator."""
    _finders.append(find)
    return find


def make_pseudonym(name: str, *, about: str = "") -> Member:
    """A new voice that may write where members write; `about` is what may be told of where it is from."""
    voice = Member.objects.create_user(
        f"{uuid4().hex}@stimme.invalid", name=name, function=about, is_voice=True
    )
    Admission.objects.create(member=voice, outcome=Admission.Outcome.ADMITTED)
    return Member.objects.select_related("municipality", "admission").get(pk=voice.pk)


def address_of(member: Member) -> str:
    """Where a letter to this member goes: of a voice to whoever is behind it, empty where nobody knows any more."""
    if not member.is_voice:
        return str(member.email)
    person = next((found for find in _finders if (found := find(member))), None)
    return person.email if person and person.is_active else ""

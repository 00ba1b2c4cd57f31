"""The threads of the cast in which a date is looked for."""

from __future__ import annotations

from community.people.models import Member
from forum.models import ActionField, Thread
from tests.factories.forum import answer_dates, fix, make_dates, make_thread


def make_dated(author: Member, guest: Member, home: ActionField, word: str) -> Thread:
    """Dates to choose from, answered by the guest."""
    thread = make_thread(author, field=home, title=f"Wann gibt es {word}?", text=f"Zeit für {word}.")
    answer_dates(make_dates(thread, question=f"Wann essen wir {word}?"), guest, "yes", "maybe", "no")
    return thread


def make_agreed(author: Member, guest: Member, home: ActionField, word: str) -> Thread:
    """The first date stands; the place is a secret of members."""
    thread = make_thread(author, field=home, title=f"Bis wann gibt es {word}?", text=f"Mehr {word}.")
    poll = make_dates(thread, question=f"Wo gibt es {word}?", place=f"Pfefferkeller, {word}")
    answer_dates(poll, guest, "yes", "maybe", "no")
    fix(poll)
    return thread

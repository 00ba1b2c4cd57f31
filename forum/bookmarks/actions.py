"""Keeping a post for oneself, with a note and a day of "Wiedervorlage"."""

from __future__ import annotations

from datetime import date

from community.people.models import Member
from community.text import clean_line
from forum.bookmarks import policy
from forum.models import Bookmark, Post

NOTE_LIMIT = 300


def bookmark_post(actor: Member, post: Post, *, note: str = "", due_on: date | None = None) -> Bookmark:
    """Keep the post; kept before, its note and day are replaced."""
    policy.can_bookmark_post(actor, post).require()
    note = clean_line(note, limit=NOTE_LIMIT, field="note") if note.strip() else ""
    bookmark, _created = Bookmark.objects.update_or_create(
        member=actor, post=post, defaults={"note": note, "due_on": due_on}
    )
    return bookmark


def remove_bookmark(actor: Member, post: Post) -> None:
    """Keep it no longer. Repeating it changes nothing."""
    policy.can_bookmark_post(actor, post).require()
    Bookmark.objects.filter(member=actor, post=post).delete()

"""What a message says to the search."""

from __future__ import annotations

from community.search.kind import Words
from community.text import plain_text
from realtime.rooms.models import Message


def scope_of(room: int) -> str:
    """By what the index narrows to a room."""
    return f"room{room}"


def words_of(message: Message) -> Words:
    """What a message that is not removed says, and what its files are called; they were loaded with it."""
    return Words(
        key=message.pk,
        family=f"room:{message.room_id}",
        at=message.created_at,
        text=f"{plain_text(message.html)} {message.file_names}".strip(),
        author_id=message.author_id,
        scopes=(scope_of(message.room_id),),
    )

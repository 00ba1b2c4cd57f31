"""Messages can be found by those who may read them where they stand."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from django.utils.translation import gettext_lazy

from community.search.registry import Hit, Searchable, Words, provide
from community.text import plain_text
from realtime.rooms.models import Message, Room


def scope_of(room: int) -> str:
    """By what the index narrows to a room."""
    return f"room{room}"


def words_of(message: Message) -> Words:
    """What a standing message says, and what its files are called; they were loaded with it."""
    return Words(
        key=message.pk,
        family=f"room:{message.room_id}",
        at=message.created_at,
        text=f"{plain_text(message.html)} {message.file_names}".strip(),
        author_id=message.author_id,
        scopes=(scope_of(message.room_id),),
    )


def _words(keys: Collection[int]) -> Iterator[Words]:
    messages = Message.objects.standing().filter(pk__in=keys)
    return map(words_of, messages.prefetch_related("attachments__upload"))


def _hits(viewer: Any, keys: Collection[int]) -> dict[int, Hit]:
    messages = Message.objects.visible_to(viewer).standing().filter(pk__in=keys)
    return {
        message.pk: Hit(
            title=message.room.title_for(viewer),
            url=message.get_absolute_url(),
            text=plain_text(message.html),
            at=message.created_at,
            author=message.author,
        )
        for message in messages.select_related("room__first", "room__second", "author__municipality")
    }


def _readable(viewer: Any) -> tuple[str, ...]:
    return tuple(scope_of(pk) for pk in Room.objects.readable_by(viewer).values_list("pk", flat=True))


def _keys_after(key: int, count: int) -> list[int]:
    return list(Message.objects.filter(pk__gt=key).order_by("pk").values_list("pk", flat=True)[:count])


provide(
    Searchable(
        kind="message",
        slug="nachrichten",
        name=gettext_lazy("Nachrichten"),
        words=_words,
        keys_after=_keys_after,
        visible_to=lambda viewer: Message.objects.visible_to(viewer).standing(),
        hits=_hits,
        readable=_readable,
        weight=0.85,
    )
)

"""What is new to a member: how many messages in which room, and where the new ones begin."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from community.people.models import Member
from realtime.rooms.models import Message, Participation, Room

COUNTED_UP_TO = 100


class CountedUpTo(Subquery):
    """How many rows a (sliced) subquery has."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) AS counted)"


def with_reading(rooms: QuerySet[Room], member: Member) -> QuerySet[Room]:
    """Annotates rooms with the member's `read_seq`, `level`, `unread` and `latest`.

    `unread` counts up to `COUNTED_UP_TO` messages of others that are not removed; `latest` is the key of the last
    message they may read. Rooms the member does not take part in have `None` for the first two and 0 unread.
    """
    mine = Participation.objects.current().filter(room=OuterRef("pk"), member=member)
    rooms = rooms.annotate(
        read_seq=Subquery(mine.values("read_seq")[:1]),
        level=Subquery(mine.values("level")[:1]),
    )
    new = _new(member).filter(room=OuterRef("pk"), seq__gt=OuterRef("read_seq"))
    last = Message.objects.visible_to(member).filter(room=OuterRef("pk")).order_by("-seq")
    return rooms.annotate(
        unread=CountedUpTo(new.order_by().values("pk")[:COUNTED_UP_TO]),
        latest=Subquery(last.values("pk")[:1]),
    )


def first_new(member: Member, room: Room, participation: Participation | None) -> int | None:
    """The place of the first message the member has not seen; `None` when there is none. At most one query."""
    if participation is None or participation.read_seq >= room.head:
        return None
    new = _new(member).filter(room=room, seq__gt=participation.read_seq)
    return new.order_by("seq").values_list("seq", flat=True).first()


def rooms_with_news(member: Member, *, shown: int) -> list[Room]:
    """Rooms in which something is new to the member, latest first, for pages outside; muted rooms are left out."""
    mine = Participation.objects.current().filter(member=member).exclude(level=Participation.Level.NOTHING)
    moved = Exists(mine.filter(room=OuterRef("pk"), read_seq__lt=OuterRef("head")))
    rooms = Room.objects.readable_by(member).not_archived().filter(moved).with_owners()
    found: Any = with_reading(rooms, member)  # annotated, which the type checker does not follow
    return list(found.filter(unread__gt=0).latest_first()[:shown])


def _new(member: Member) -> QuerySet[Message]:
    """What can be new to the member: messages of others that are not removed."""
    return Message.objects.not_removed().exclude(author=member)

"""A stretch of a room's messages as one viewer sees it: day lines, groups, what they answer, what may be done."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from community.people.viewer import Viewer
from community.quotes.citing import cited_by, citing
from community.quotes.kind import Card
from realtime.rooms.marks import policy as mark_policy
from realtime.rooms.messages import policy
from realtime.rooms.messages.lines import MessageCard, count_reactions, files_of
from realtime.rooms.models import Message, Room
from realtime.rooms.room import policy as room_policy
from realtime.rooms.sending import policy as sending_policy

PER_PAGE = 50


@dataclass
class Timeline:
    """Messages in order. `older` and `newer` are places to turn from, `None` at the ends."""

    cards: list[MessageCard] = field(default_factory=list)
    older: int | None = None
    newer: int | None = None

    @property
    def reaches_end(self) -> bool:
        return self.newer is None

    @property
    def last_seq(self) -> int:
        return self.cards[-1].message.seq if self.cards else 0


def latest(viewer: Viewer, room: Room, *, first_new: int | None = None) -> Timeline:
    """The room's last messages."""
    return _timeline(viewer, room, _before(viewer, room, room.head + 1), first_new=first_new)


def before(viewer: Viewer, room: Room, seq: int, *, first_new: int | None = None) -> Timeline:
    """The messages ahead of this place."""
    return _timeline(viewer, room, _before(viewer, room, seq), first_new=first_new)


def after(viewer: Viewer, room: Room, seq: int, *, first_new: int | None = None) -> Timeline:
    """The messages behind this place."""
    found = _readable(viewer, room).after(seq)[:PER_PAGE]
    return _timeline(viewer, room, list(found), first_new=first_new)


def around(viewer: Viewer, room: Room, seq: int, *, first_new: int | None = None) -> Timeline:
    """Half a page ahead of this place, half behind it."""
    half = PER_PAGE // 2
    behind = list(_readable(viewer, room).after(seq - 1)[:half])
    found = _before(viewer, room, seq, count=PER_PAGE - len(behind)) + behind
    return _timeline(viewer, room, found, first_new=first_new)


def talk_about(viewer: Viewer, room: Room, message: Message) -> list[Message]:
    """The message and what was said to it, as far as one page goes."""
    return [message, *_readable(viewer, room).answering(message.seq)[: PER_PAGE - 1]]


def first_seq_on(viewer: Viewer, room: Room, day: date) -> int | None:
    """The first message of that day or later; `None` when nothing was said since."""
    midnight = timezone.make_aware(datetime(day.year, day.month, day.day))
    later = _readable(viewer, room).filter(created_at__gte=midnight)
    return later.order_by("seq").values_list("seq", flat=True).first()


def cards(
    viewer: Viewer, room: Room, messages: Iterable[Message], *, first_new: int | None = None
) -> list[MessageCard]:
    """One card a message, in order; one query for what they answer, one for what answers them."""
    messages = list(messages)
    for message in messages:
        message.room = room
    answered = _answered(viewer, room, messages)
    answers = _answers(viewer, room, messages)
    refers, cited = _references(viewer, messages)
    writes = bool(sending_policy.can_send_message(viewer, room))
    made: list[MessageCard] = []
    for message in messages:
        card = _card(viewer, room, message, writes=writes)
        card.answered = answered.get(message.reply_to or 0)
        card.answers = answers.get(message.seq, [])
        card.cards, card.cited_in = refers.get(message.pk, []), cited.get(message.pk, [])
        card.is_first_new = message.seq == first_new
        card.stand_behind(made[-1] if made else None)
        made.append(card)
    return made


def lines(viewer: Viewer, room: Room, seqs: Iterable[int]) -> list[MessageCard]:
    """These messages, each for itself, as far as the viewer may read them; at most a page of them."""
    found = _readable(viewer, room).filter(seq__in=set(seqs)).order_by("seq")
    return cards(viewer, room, found[:PER_PAGE])


def _readable(viewer: Viewer, room: Room) -> Any:
    start = room_policy.history_start(viewer, room)
    return Message.objects.in_room(room).readable_from(start).with_event()


def _before(viewer: Viewer, room: Room, seq: int, *, count: int = PER_PAGE) -> list[Message]:
    return list(_readable(viewer, room).before(seq)[:count])[::-1]


def _timeline(viewer: Viewer, room: Room, messages: list[Message], *, first_new: int | None) -> Timeline:
    if not messages:
        return Timeline()
    first, last = messages[0].seq, messages[-1].seq
    readable = _readable(viewer, room)
    return Timeline(
        cards=cards(viewer, room, messages, first_new=first_new),
        older=first if readable.filter(seq__lt=first).exists() else None,
        newer=last if readable.filter(seq__gt=last).exists() else None,
    )


def _card(viewer: Viewer, room: Room, message: Message, *, writes: bool) -> MessageCard:
    card = MessageCard(
        message=message,
        room=room,
        reactions=count_reactions(message.reactions.all(), viewer.pk),
        files=files_of(message),
        is_own=message.author_id == viewer.pk,
        sees_removed=bool(message.removed and policy.can_see_removed(viewer, message)),
        can_edit=bool(policy.can_edit_message(viewer, message)),
        can_remove=bool(policy.can_remove_message(viewer, message)),
        can_restore=bool(message.removed and policy.can_restore_message(viewer, message)),
        can_pin=bool(mark_policy.can_pin_message(viewer, message)),
        can_quote=not room.is_direct and not message.removed,
        can_report=message.author_id != viewer.pk and not message.removed,
    )
    card.can_reply = card.can_react = writes and card.can_be_answered
    return card


def _references(
    viewer: Viewer, messages: list[Message]
) -> tuple[dict[int, list[Card]], dict[int, list[Card]]]:
    """For each message, to what it refers and what refers to it; no query where nothing does."""
    keys = [message.pk for message in messages if message.has_cards and not message.removed]
    return (cited_by(viewer, "message", keys), citing(viewer, "message", keys)) if keys else ({}, {})


def _answered(viewer: Viewer, room: Room, messages: list[Message]) -> dict[int, Message]:
    places = {message.reply_to for message in messages if message.reply_to}
    if not places:
        return {}
    found = _readable(viewer, room).filter(seq__in=places)
    return {message.seq: message for message in found.prefetch_related(None)}


def _answers(viewer: Viewer, room: Room, messages: list[Message]) -> dict[int | None, list[int]]:
    """The places of the messages that answer each, without removed ones; what nothing answers is left out."""
    readable = (
        Message.objects.in_room(room).readable_from(room_policy.history_start(viewer, room)).not_removed()
    )
    made: dict[int | None, list[int]] = {}
    found = readable.answering(*(message.seq for message in messages))
    for answered, seq in found.values_list("reply_to", "seq"):
        made.setdefault(answered, []).append(seq)
    return made

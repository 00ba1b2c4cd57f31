"""A stretch of a room's messages as one viewer sees it: day lines, groups, what they answer, what may be done."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count
from django.utils import timezone

from community.people.models import Member
from community.quotes import Card
from community.quotes.citing import cited_by, citing
from community.uploads.models import Upload
from realtime.rooms.marks import policy as mark_policy
from realtime.rooms.messages import policy
from realtime.rooms.models import Message, Reaction, Room
from realtime.rooms.room import policy as room_policy
from realtime.rooms.sending import policy as sending_policy

PER_PAGE = 50


GROUPED_WITHIN = timedelta(minutes=5)


@dataclass(frozen=True)
class ReactionCount:
    """One of the four reactions under a message: how many chose it, and whether the viewer did."""

    kind: str
    label: str
    count: int = 0
    mine: bool = False


@dataclass
class MessageCard:
    """Everything `rooms/messages/_message.html` shows about one message."""

    message: Message
    room: Room
    reactions: list[ReactionCount]
    files: list[Upload] = field(default_factory=list)
    cards: list[Card] = field(default_factory=list)
    cited_in: list[Card] = field(default_factory=list)
    day: date | None = None
    is_first_new: bool = False
    is_joined: bool = False
    is_own: bool = False
    sees_removed: bool = False
    answered: Message | None = None
    answers: int = 0
    can_reply: bool = False
    can_react: bool = False
    can_edit: bool = False
    can_remove: bool = False
    can_restore: bool = False
    can_pin: bool = False
    can_report: bool = False
    can_quote: bool = False
    is_blank: bool = False


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


def latest(viewer: Any, room: Room, *, first_new: int | None = None) -> Timeline:
    """The room's last messages."""
    return _timeline(viewer, room, _before(viewer, room, room.head + 1), first_new=first_new)


def before(viewer: Any, room: Room, seq: int, *, first_new: int | None = None) -> Timeline:
    """The messages ahead of this place."""
    return _timeline(viewer, room, _before(viewer, room, seq), first_new=first_new)


def after(viewer: Any, room: Room, seq: int, *, first_new: int | None = None) -> Timeline:
    """The messages behind this place."""
    found = _readable(viewer, room).after(seq)[:PER_PAGE]
    return _timeline(viewer, room, list(found), first_new=first_new)


def around(viewer: Any, room: Room, seq: int, *, first_new: int | None = None) -> Timeline:
    """Half a page ahead of this place, half behind it."""
    half = PER_PAGE // 2
    behind = list(_readable(viewer, room).after(seq - 1)[:half])
    found = _before(viewer, room, seq, count=PER_PAGE - len(behind)) + behind
    return _timeline(viewer, room, found, first_new=first_new)


def talk_about(viewer: Any, room: Room, message: Message) -> list[Message]:
    """The message and what was said to it, as far as one page goes."""
    return [message, *_readable(viewer, room).answering(message.seq)[: PER_PAGE - 1]]


def first_seq_on(viewer: Any, room: Room, day: date) -> int | None:
    """The first message of that day or later; `None` when nothing was said since."""
    midnight = timezone.make_aware(datetime(day.year, day.month, day.day))
    later = _readable(viewer, room).filter(created_at__gte=midnight)
    return later.order_by("seq").values_list("seq", flat=True).first()


def cards(
    viewer: Any, room: Room, messages: Iterable[Message], *, first_new: int | None = None
) -> list[MessageCard]:
    """One card a message, in order; one query for what they answer, one for how many answer them."""
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
        card.answers = answers.get(message.seq, 0)
        card.cards, card.cited_in = refers.get(message.pk, []), cited.get(message.pk, [])
        card.is_first_new = message.seq == first_new
        _join(card, made[-1] if made else None)
        made.append(card)
    return made


def blank_card(viewer: Any, room: Room) -> MessageCard:
    """A message that says nothing yet: what the page's script fills in. It offers all that could be offered."""
    nobody = Member(pk=0, name="", handle="")
    message = Message(room=room, seq=0, rev=0, author=nobody, created_at=timezone.now())
    message.__dict__["_prefetched_objects_cache"] = {"reactions": ()}
    offered: dict[str, Any] = dict.fromkeys(
        (name for name in MessageCard.__annotations__ if name.startswith("can_")), True
    )
    offered["can_quote"] = not room.is_direct
    return MessageCard(
        message=message,
        room=room,
        reactions=_count([], viewer),
        answered=Message(author=nobody, seq=0),
        is_blank=True,
        **offered,
    )


def _readable(viewer: Any, room: Room) -> Any:
    start = room_policy.history_start(viewer, room)
    return Message.objects.in_room(room).readable_from(start).with_event()


def _before(viewer: Any, room: Room, seq: int, *, count: int = PER_PAGE) -> list[Message]:
    return list(_readable(viewer, room).before(seq)[:count])[::-1]


def _timeline(viewer: Any, room: Room, messages: list[Message], *, first_new: int | None) -> Timeline:
    if not messages:
        return Timeline()
    first, last = messages[0].seq, messages[-1].seq
    readable = _readable(viewer, room)
    return Timeline(
        cards=cards(viewer, room, messages, first_new=first_new),
        older=first if readable.filter(seq__lt=first).exists() else None,
        newer=last if readable.filter(seq__gt=last).exists() else None,
    )


def _card(viewer: Any, room: Room, message: Message, *, writes: bool) -> MessageCard:
    return MessageCard(
        message=message,
        room=room,
        reactions=_count(message.reactions.all(), viewer),
        files=[attachment.upload for attachment in message.attachments.all()],
        is_own=message.author_id == viewer.pk,
        sees_removed=bool(message.removed and policy.can_see_removed(viewer, message)),
        can_reply=writes and not message.removed,
        can_react=writes and not message.removed,
        can_edit=bool(policy.can_edit_message(viewer, message)),
        can_remove=bool(policy.can_remove_message(viewer, message)),
        can_restore=bool(message.removed and policy.can_restore_message(viewer, message)),
        can_pin=bool(mark_policy.can_pin_message(viewer, message)),
        can_quote=not room.is_direct and not message.removed,
        can_report=message.author_id != viewer.pk and not message.removed,
    )


def _join(card: MessageCard, previous: MessageCard | None) -> None:
    """Day lines where a day begins; what one person says in a row stands together."""
    day = timezone.localtime(card.message.created_at).date()
    if previous is None or timezone.localtime(previous.message.created_at).date() != day:
        card.day = day
        return
    message, last = card.message, previous.message
    card.is_joined = (
        message.author_id == last.author_id
        and message.created_at - last.created_at < GROUPED_WITHIN
        and message.reply_to is None
        and not card.is_first_new
    )


def _references(viewer: Any, messages: list[Message]) -> tuple[dict[int, list[Card]], dict[int, list[Card]]]:
    """For each message, to what it refers and what refers to it; no query where nothing does."""
    keys = [message.pk for message in messages if message.has_cards and not message.removed]
    return (cited_by(viewer, "nachricht", keys), citing(viewer, "nachricht", keys)) if keys else ({}, {})


def _answered(viewer: Any, room: Room, messages: list[Message]) -> dict[int, Message]:
    places = {message.reply_to for message in messages if message.reply_to}
    if not places:
        return {}
    found = _readable(viewer, room).filter(seq__in=places)
    return {message.seq: message for message in found.prefetch_related(None)}


def _answers(viewer: Any, room: Room, messages: list[Message]) -> dict[int, int]:
    """How many standing messages answer each; those without any are left out."""
    readable = Message.objects.in_room(room).readable_from(room_policy.history_start(viewer, room)).standing()
    found = readable.answering(*(message.seq for message in messages)).order_by()
    return dict(found.values_list("reply_to").annotate(Count("pk")))


def _count(reactions: Iterable[Reaction], viewer: Any) -> list[ReactionCount]:
    by_kind: dict[str, list[int]] = {}
    for reaction in reactions:
        by_kind.setdefault(reaction.kind, []).append(reaction.member_id)
    return [
        ReactionCount(str(kind), str(label), len(by_kind.get(kind, ())), viewer.pk in by_kind.get(kind, ()))
        for kind, label in Reaction.Kind.choices
    ]

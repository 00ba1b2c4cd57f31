"""A message's line on the page: one template, drawn for one reader or once for everyone who hears of it.

A line for everyone is in the language of the house and says nothing that only some of the room's readers may know. Its
attributes say for whom it holds more (`sealed_for`), to whom marks belong and beside what it stands; whoever hears it
compares these and asks the server for the rest, above all for what may be done.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import cached_property

from django.conf import settings
from django.template.loader import get_template
from django.utils import timezone, translation

from community.quotes.kind import Card
from community.uploads.models import Upload
from realtime.rooms.messages import policy
from realtime.rooms.models import Message, Reaction, Room

GROUPED_WITHIN = timedelta(minutes=5)


@dataclass(frozen=True)
class ReactionCount:
    """One of the four reactions under a message: who chose it, the earliest first, and whether the viewer did."""

    kind: str
    members: tuple[int, ...] = ()
    mine: bool = False

    @property
    def label(self) -> str:
        return str(Reaction.Kind(self.kind).label)

    @property
    def count(self) -> int:
        return len(self.members)


@dataclass
class MessageCard:
    """Everything `rooms/messages/_message.html` shows about one message."""

    message: Message
    room: Room
    reactions: list[ReactionCount]
    files: list[Upload] = field(default_factory=list)
    cards: list[Card] = field(default_factory=list)
    cited_in: list[Card] = field(default_factory=list)
    opens_day: bool = False
    is_first_new: bool = False
    is_joined: bool = False
    is_own: bool = False
    sees_removed: bool = False
    answered: Message | None = None
    answers: list[int] = field(default_factory=list)
    can_reply: bool = False
    can_react: bool = False
    can_edit: bool = False
    can_remove: bool = False
    can_restore: bool = False
    can_pin: bool = False
    can_report: bool = False
    can_quote: bool = False
    is_for_everyone: bool = False

    @cached_property
    def day(self) -> date:
        return timezone.localtime(self.message.created_at).date()

    @cached_property
    def at(self) -> str:
        return wire_moment(self.message.created_at)

    @cached_property
    def joins_since(self) -> str:
        """It stands together with the line before it where that is the same person's and later than this.

        Never across midnight; empty for an answer, which says to whom it speaks.
        """
        if self.message.reply_to is not None:
            return ""
        said_at = self.message.created_at
        midnight = timezone.localtime(said_at).replace(hour=0, minute=0, second=0, microsecond=0)
        return wire_moment(max(said_at - GROUPED_WITHIN, midnight))

    @property
    def can_be_answered(self) -> bool:
        """By whoever writes in the room."""
        return not self.message.removed

    @property
    def chosen(self) -> list[ReactionCount]:
        """What stands below the message."""
        return [] if self.message.removed else [reaction for reaction in self.reactions if reaction.members]

    @property
    def sealed_for(self) -> str:
        """Who still reads what was removed, in the words of `policy.roles_in`."""
        return " ".join(sorted(policy.readers_of_removed(self.message)))

    def stand_behind(self, previous: MessageCard | None) -> None:
        """Where a day begins there is a line; what one person says in a row stands together. See `placing.js`."""
        self.opens_day = previous is None or previous.day != self.day
        self.is_joined = bool(
            previous
            and not self.is_first_new
            and self.joins_since
            and previous.message.author_id == self.message.author_id
            and previous.at > self.joins_since
        )


def for_everyone(message: Message) -> str:
    """The line as everyone hears it, without the text and the acts. The message is loaded `with_event`."""
    card = MessageCard(
        message=message,
        room=message.room,
        reactions=count_reactions(message.reactions.all()),
        files=files_of(message),
        can_react=True,
        is_for_everyone=True,
    )
    with translation.override(settings.LANGUAGE_CODE):
        return _drawn("rooms/messages/_message.html", {"card": card})


def of_any_message(room: Room, *, can_reply: bool) -> MessageCard:
    """What a page holds ready for the acts of messages that come: of a message numbered 0, before anybody asks more."""
    return MessageCard(message=Message(room=room, seq=0), room=room, reactions=[], can_reply=can_reply)


def pin_for_everyone(message: Message) -> str | None:
    """The line in the panel of what is pinned, without a word of ours; `None` where it is not pinned."""
    if message.removed or not message.is_pinned:
        return None
    return _drawn("rooms/messages/_pin.html", {"message": message, "place": message.pin.place})


def files_of(message: Message) -> list[Upload]:
    return [attachment.upload for attachment in message.attachments.all()]


def count_reactions(reactions: Iterable[Reaction], viewer_pk: int | None = None) -> list[ReactionCount]:
    """All four, also those that nobody chose."""
    by_kind: dict[str, list[int]] = {}
    for reaction in reactions:
        by_kind.setdefault(reaction.kind, []).append(reaction.member_id)
    return [
        ReactionCount(kind, members, viewer_pk in members)
        for kind in Reaction.Kind.values
        for members in [tuple(by_kind.get(kind, ()))]
    ]


def wire_moment(moment: datetime) -> str:
    """``2026-11-22T13:00:00.123Z``; later ones are greater, also as text."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _drawn(template: str, context: dict[str, object]) -> str:
    return get_template(template).render(context).strip()

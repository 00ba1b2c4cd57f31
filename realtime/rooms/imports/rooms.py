"""Whole rooms at once, with their own times: for demo content, scale tests and moves from other systems.

What is stored is the same as if every message had been sent with `realtime.rooms.actions`, one after the other, and
then marked (a test holds both beside each other); only bells, limits and records are left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction

from community.bulk import insert_rows, reserve_keys
from community.people.models import Member, Membership
from community.search.actions import follow
from community.text import RENDERER_VERSION, Rendered, fold
from realtime.rooms.messages.rendering import render_message
from realtime.rooms.models import Message, MessageMention, Participation, Pin, Reaction, Room


@dataclass
class MessageData:
    """One message. `reply_to` counts the room's messages from 1; `reactions` are pairs of member and kind."""

    author: Member
    at: datetime
    source: str
    reply_to: int | None = None
    key: UUID = field(default_factory=uuid4)
    reactions: Sequence[tuple[Any, str]] = ()
    pinned_by: Any = None


@dataclass
class RoomData:
    """A room with its messages, oldest first. `read` says how many of them a member has read; others: all."""

    slug: str
    name: str
    created_at: datetime
    messages: Sequence[MessageData]
    kind: str = Room.Kind.OPEN
    group: Any = None
    purpose: str = ""
    read: Mapping[int, int] = field(default_factory=dict)


def import_rooms(
    rooms: Iterable[RoomData],
    *,
    render: Callable[[str], Rendered] = render_message,
    mentions: bool = True,
) -> int:
    """Store the rooms in one transaction and return how many messages they have.

    `mentions` also stores whom the messages speak to, a query for each that speaks to someone, and what the search
    finds; without it, `manage.py reindex` brings that faster for very many.
    """
    rooms = list(rooms)
    with transaction.atomic():
        made = Room.objects.bulk_create([_room(data) for data in rooms])
        for room, data in zip(made, rooms, strict=True):
            _take_part(room, data)
            rendered = {item.source: render(item.source) for item in data.messages}
            messages = _messages(room, data, rendered)
            marks = _marks(room, data, messages)
            insert_rows(messages)
            Reaction.objects.bulk_create(marks.reactions)
            Pin.objects.bulk_create(marks.pins)
            if mentions:
                _store_mentions(messages, rendered)
                follow("message", *[message.pk for message in messages])
    return sum(len(data.messages) for data in rooms)


@dataclass
class _Marks:
    reactions: list[Reaction] = field(default_factory=list)
    pins: list[Pin] = field(default_factory=list)


def _room(data: RoomData) -> Room:
    marks = sum(len(item.reactions) + bool(item.pinned_by) for item in data.messages)
    return Room(
        kind=data.kind,
        group=data.group,
        slug=data.slug,
        name=data.name,
        purpose=data.purpose,
        history=Room.History.JOINING if data.kind == Room.Kind.CLOSED else Room.History.ALL,
        head=len(data.messages) + marks,
        created_at=data.created_at,
        active_at=data.messages[-1].at if data.messages else data.created_at,
    )


def _take_part(room: Room, data: RoomData) -> None:
    """Of a closed room the group's members, of an open one those who have written, from the beginning."""
    people = {item.author.pk for item in data.messages}
    if room.is_closed:
        people |= set(Membership.objects.current().filter(group=room.group).values_list("member", flat=True))
    Participation.objects.bulk_create(
        Participation(
            room=room,
            member_id=member,
            joined_at=data.created_at,
            read_seq=data.read.get(member, room.head),
        )
        for member in sorted(people)
    )


def _messages(room: Room, data: RoomData, rendered: dict[str, Rendered]) -> list[Message]:
    folded = {source: fold(source) for source in rendered}
    keys = reserve_keys(Message, len(data.messages))
    return [
        Message(
            pk=pk,
            room=room,
            seq=seq,
            rev=seq,
            author=item.author,
            key=item.key,
            created_at=item.at,
            reply_to=item.reply_to,
            source=item.source,
            html=rendered[item.source].html,
            excerpt=rendered[item.source].excerpt,
            folded=folded[item.source],
            renderer=RENDERER_VERSION,
        )
        for seq, (pk, item) in enumerate(zip(keys, data.messages, strict=True), start=1)
    ]


def _marks(room: Room, data: RoomData, messages: list[Message]) -> _Marks:
    """Reactions and pins, each raising the room's head and its message's rev once."""
    marks, head = _Marks(), len(messages)
    for message, item in zip(messages, data.messages, strict=True):
        for member, kind in item.reactions:
            head += 1
            message.rev = head
            marks.reactions.append(Reaction(message=message, member=member, kind=kind, made_at=item.at))
        if item.pinned_by:
            head += 1
            message.rev = head
            place = len(marks.pins) + 1
            marks.pins.append(
                Pin(room=room, message=message, place=place, pinned_by=item.pinned_by, pinned_at=item.at)
            )
    return marks


def _store_mentions(messages: list[Message], rendered: dict[str, Rendered]) -> None:
    found = []
    for message in messages:
        if handles := rendered[message.source].mentions:
            members = Member.objects.admitted().filter(handle__in=handles)
            found += [MessageMention(message=message, member=member) for member in members]
    MessageMention.objects.bulk_create(found)

"""The demo rooms: eight conversations of the last weeks, some of it unread."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

from community.demo.content import read
from community.people.models import Member, WorkingGroup
from community.text import MESSAGE_LIMIT, clean_source
from realtime.rooms.imports.rooms import MessageData, RoomData, import_rooms
from realtime.rooms.models import Reaction, Room

NAMESPACE = UUID("0d0a2c8e-6a0b-4d0e-9a59-6d3e5a4f9c21")
AWAY = 6  # everyone looked in last two to so many days ago
PINNED = 12  # the message of this number is at hand for all, where a room has one


def fill_rooms(members: dict[str, Member], now: datetime) -> int:
    """Import the demo rooms that are not there yet; returns how many messages were new."""
    known = set(Room.objects.values_list("slug", flat=True))
    groups = {group.slug: group for group in WorkingGroup.objects.all()}
    wanted = [item for item in read("rooms")["room"] if item["slug"] not in known]
    return import_rooms(_room(item, groups, members, now) for item in wanted) if wanted else 0


def _room(
    item: dict[str, Any], groups: dict[str, WorkingGroup], members: dict[str, Member], now: datetime
) -> RoomData:
    start = now - timedelta(days=item["days_ago"])
    at, messages = start, []
    for number, words in enumerate(item["message"], start=1):
        at += timedelta(minutes=words["minutes_later"])
        messages.append(_message(words, members, at, f"{item['slug']}/{number}"))
    _thank(messages)
    group = groups[item["group"]] if "group" in item else None
    if group and len(messages) >= PINNED:
        lead = group.memberships.current().filter(leads=True).select_related("member").first()
        messages[PINNED - 1].pinned_by = lead.member if lead else None
    return RoomData(
        slug=item["slug"],
        name=item["name"],
        purpose=item["purpose"],
        kind=item["kind"],
        group=group,
        created_at=start - timedelta(days=30),
        messages=messages,
        read=_read(messages, members, now),
    )


def _message(words: dict[str, Any], members: dict[str, Member], at: datetime, name: str) -> MessageData:
    return MessageData(
        author=members[words["author"]],
        at=at,
        source=clean_source(words["text"].strip(), limit=MESSAGE_LIMIT),
        reply_to=words.get("reply_to"),
        key=uuid5(NAMESPACE, name),
    )


def _thank(messages: list[MessageData]) -> None:
    """Who answered a message also reacted to it, where two or more did."""
    answers: dict[int, list[Member]] = {}
    for message in messages:
        if message.reply_to:
            answers.setdefault(message.reply_to, []).append(message.author)
    for number, people in answers.items():
        asked = messages[number - 1]
        others = {person.pk: person for person in people if person.pk != asked.author.pk}
        if len(others) > 1:
            kinds = list(Reaction.Kind)
            asked.reactions = [
                (person, str(kinds[(number + place) % 2])) for place, person in enumerate(others.values())
            ]


def _read(messages: list[MessageData], members: dict[str, Member], now: datetime) -> dict[int, int]:
    """Everybody has read what was there when they last looked in, and what they wrote themselves."""
    found = {}
    for member in members.values():
        away = timedelta(days=2 + member.pk * 5 % (AWAY - 1))
        seen = [
            number
            for number, message in enumerate(messages, start=1)
            if message.at <= now - away or message.author.pk == member.pk
        ]
        if not seen or seen[-1] < len(messages):
            found[member.pk] = seen[-1] if seen else 0
    return found

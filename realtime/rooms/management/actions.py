"""Opening rooms and looking after them: what they are for, how long words are kept, how fast it goes, when it ends."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from community import live
from community.audit.record import record
from community.people.models import Member, Membership
from community.text import clean_line, slugify_de
from realtime.rooms.management import policy
from realtime.rooms.messages.heads import locked
from realtime.rooms.models import Archival, Participation, Room
from realtime.rooms.participation import policy as participation_policy

REASON_LIMIT = 500


SETTINGS = ("name", "purpose", "history", "meeting_url")


def create_room(
    actor: Member, *, group: Any, name: str, purpose: str = "", history: str = "", open_to_all: bool = False
) -> Room:
    """A new room: of `group`, whose members are in it at once, or open to all, with or without a group behind it."""
    closed = group is not None and not open_to_all
    policy.can_create_room(actor, group).require()
    if group is not None and open_to_all:
        policy.can_create_room(actor, None).require()
    usual = Room.History.JOINING if closed else Room.History.ALL
    with transaction.atomic():
        room = Room.objects.create(
            kind=Room.Kind.CLOSED if closed else Room.Kind.OPEN,
            group=group,
            name=clean_line(name, limit=120, field="name"),
            slug=_free_slug(name),
            purpose=clean_line(purpose, limit=300, field="purpose") if purpose.strip() else "",
            history=Room.History(history) if history else usual,
            created_by=actor,
        )
        if closed:
            _bring_in(room, Member.objects.filter(pk__in=_members_of(group)))
        record(actor, "create_room", room, after={"kind": room.kind, "group": group.pk if group else None})
        return room


def open_direct_room(actor: Member, member: Member) -> Room:
    """The talk of these two: the one they have, or a new one."""
    participation_policy.can_open_direct_room(actor, member).require()
    first, second = sorted((actor, member), key=lambda one: one.pk)
    with transaction.atomic():
        room, created = Room.objects.get_or_create(
            first=first,
            second=second,
            defaults={"kind": Room.Kind.DIRECT, "history": Room.History.ALL, "created_by": actor},
        )
        if created:
            _bring_in(room, (first, second), level=Participation.Level.ALL)
    return room


def edit_room(actor: Member, room: Room, **settings: str) -> None:
    """Store what the room says about itself: name, purpose, history for newcomers, address of the video meeting."""
    with transaction.atomic():
        room = locked(room)
        policy.can_manage_room(actor, room).require()
        wanted = {key: settings[key] for key in SETTINGS if key in settings}
        _store(actor, "edit_room", room, wanted)


def set_slow_mode(actor: Member, room: Room, *, seconds: int) -> None:
    """So many seconds must lie between two messages of one person; 0 takes the brake off."""
    with transaction.atomic():
        room = locked(room)
        policy.can_manage_room(actor, room).require()
        _store(actor, "set_slow_mode", room, {"slow_seconds": seconds})


def set_retention(actor: Member, room: Room, *, days: int | None) -> None:
    """Messages are deleted after so many days; `None` keeps them. What is older goes with the next nightly run."""
    with transaction.atomic():
        room = locked(room)
        policy.can_manage_room(actor, room).require()
        _store(actor, "set_retention", room, {"retention_days": days})


def archive_room(actor: Member, room: Room, *, reason: str) -> None:
    """Take no more messages; everyone who could read still can. Raises `ValidationError` for an empty reason."""
    reason = clean_line(reason, limit=REASON_LIMIT, field="reason")
    with transaction.atomic():
        room = locked(room)
        policy.can_archive_room(actor, room).require()
        Archival.objects.create(room=room, archived_by=actor, reason=reason)
        room.is_archived = True
        room.save(update_fields=["is_archived"])
        record(actor, "archive_room", room, after={"archived": True}, reason=reason)
        live.withdraw(None, stream=room.stream, reason="archived")


def reopen_room(actor: Member, room: Room) -> None:
    """Take messages again; the former reason stays in the record."""
    with transaction.atomic():
        room = locked(room)
        policy.can_reopen_room(actor, room).require()
        archival = room.archival
        archival.delete()
        room.is_archived = False
        room.save(update_fields=["is_archived"])
        record(actor, "reopen_room", room, before={"archived": True, "reason": archival.reason})


def _bring_in(room: Room, members: Any, *, level: str = Participation.Level.MENTIONS) -> None:
    Participation.objects.bulk_create(
        Participation(room=room, member=member, level=level) for member in members
    )


def _members_of(group: Any) -> Any:
    return Membership.objects.current().filter(group=group).values("member")


def _store(actor: Member, verb: str, room: Room, wanted: dict[str, Any]) -> None:
    """Write what is different, and down who changed it from what."""
    before = {key: getattr(room, key) for key, value in wanted.items() if getattr(room, key) != value}
    if not before:
        return
    for key in before:
        setattr(room, key, wanted[key])
    room.save(update_fields=list(before))
    record(actor, verb, room, before=before, after={key: wanted[key] for key in before})


def _free_slug(name: str) -> str:
    """The first of ``vereinskalender``, ``vereinskalender-2``, … that no room has."""
    stem = slugify_de(name)[:50].strip("-")
    taken = set(Room.objects.filter(slug__startswith=stem).values_list("slug", flat=True))
    number = 1
    while (slug := stem if number == 1 else f"{stem}-{number}") in taken:
        number += 1
    return slug

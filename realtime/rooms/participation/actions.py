"""Coming into a room, leaving it, letting others in or sending them out, and keeping track of what was read."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from community import live
from community.audit.record import record
from community.moderation.decisions import actions as decision_actions
from community.notices.actions import settle
from community.people.models import Member, Membership
from community.text import clean_line
from realtime.rooms.messages.heads import locked
from realtime.rooms.models import Exclusion, Message, Participation, Room
from realtime.rooms.participation import policy
from realtime.rooms.participation.membership import forget_memberships, membership_of
from realtime.rooms.room import policy as room_policy

REASON_LIMIT = 500


OFFICE_STAYS = timedelta(days=1)


def enter_room(actor: Member, room: Room, *, reason: str = "") -> Participation:
    """Take part from now on; whoever is in already stays in, once.

    The office enters the room of a group it does not belong to as a guest for a day: it must say why (`ValidationError`
    otherwise), everyone in the room sees it there, and the record keeps it.
    """
    with transaction.atomic():
        room = locked(room)
        policy.can_enter_room(actor, room).require()
        as_office = policy.needs_reason_to_enter(actor, room)
        if as_office:
            reason = clean_line(reason, limit=REASON_LIMIT, field="reason")
        membership = membership_of(actor, room)
        if membership.participation and not as_office:
            return membership.participation
        if not as_office:
            return take_part(actor, room)
        record(
            actor, "enter_room", room, after={"for_hours": OFFICE_STAYS.total_seconds() / 3600}, reason=reason
        )
        return take_part(actor, room, invited_by=actor, until=timezone.now() + OFFICE_STAYS, sees_all=True)


def take_part(
    member: Member,
    room: Room,
    *,
    invited_by: Any = None,
    until: datetime | None = None,
    sees_all: bool = False,
) -> Participation:
    """Let `member` into the locked room, without asking whether they may."""
    end_participation(member, room)
    start = 0 if sees_all or room.history == Room.History.ALL else _head_at_joining(member, room)
    participation = Participation.objects.create(
        room=room,
        member=member,
        from_seq=start,
        read_seq=room.head,
        invited_by=invited_by,
        until=until,
    )
    forget_memberships(room)
    return participation


def leave_room(actor: Member, room: Room) -> None:
    """No longer take part. An open room can be entered again."""
    policy.can_leave_room(actor, room).require()
    with transaction.atomic():
        room = locked(room)
        end_participation(actor, room)
        if not room.is_open:
            live.withdraw(actor.pk, stream=room.stream, reason="left")


def invite(actor: Member, room: Room, member: Member, *, until: datetime | None = None) -> Participation:
    """Let someone in as a guest, until a date or for good; this also lifts an exclusion. Twice is once."""
    with transaction.atomic():
        lifted = _lift_exclusion(actor, room, member)
        room = locked(room)
        policy.can_invite_member(actor, room, member).require()
        membership = membership_of(member, room)
        if membership.participation and membership.participation.until == until:
            return membership.participation
        if membership.participation and not membership.is_guest:
            return membership.participation
        participation = take_part(member, room, invited_by=actor, until=until)
        after = {"member": member.pk, "until": until.isoformat() if until else None, "lifted": lifted}
        record(actor, "invite", room, after=after)
        return participation


def remove_participant(actor: Member, room: Room, member: Member, *, reason: str) -> None:
    """End someone's part in the room. From an open room they are shut out until someone invites them again.

    That is a decision, with a letter to the person.
    """
    reason = clean_line(reason, limit=REASON_LIMIT, field="reason")
    if room.is_open:
        policy.can_remove_participant(actor, room, member).require()
        _shut_out(actor, room, member, reason=reason)
        return
    with transaction.atomic():
        room = locked(room)
        policy.can_remove_participant(actor, room, member).require()
        end_participation(member, room)
        record(actor, "remove_participant", room, before={"member": member.pk}, reason=reason)
        live.withdraw(member.pk, stream=room.stream, reason="removed")


def set_level(actor: Member, room: Room, *, level: str) -> None:
    """How much of this room the member wants to be told about."""
    room_policy.can_read_room(actor, room).require()
    current = Participation.objects.current().filter(room=room, member=actor)
    current.update(level=Participation.Level(level))


def mark_room_read(actor: Member, room: Room, *, seq: int) -> None:
    """The member has seen the messages up to `seq`. A lower one than before changes nothing.

    Their other devices hear of it, so that nothing stays new there.
    """
    seq = min(seq, room.head)
    current = Participation.objects.current().filter(room=room, member=actor, read_seq__lt=seq)
    if current.update(read_seq=seq):
        settle(actor, "room", room.pk, up_to=seq)
        live.publish(f"me:{actor.pk}", {"type": "read", "stream": "me", "room": room.pk, "seq": seq})


def join_rooms_of_group(group: Any, member: Member) -> None:
    """Someone has come into the working group: its rooms are theirs too."""
    for room in Room.objects.filter(group=group, kind=Room.Kind.CLOSED):
        room = locked(room)
        if not Participation.objects.current().filter(room=room, member=member).exists():
            take_part(member, room)


def leave_rooms_of_group(group: Any, member: Member) -> None:
    """Someone has left the working group: its rooms close to them at once, unless they are guests there."""
    for room in Room.objects.filter(group=group, kind=Room.Kind.CLOSED):
        as_group = Participation.objects.filter(
            room=room, member=member, invited_by__isnull=True, left_at__isnull=True
        )
        if as_group.update(left_at=timezone.now()):
            live.withdraw(member.pk, stream=room.stream, reason="removed")


def _shut_out(actor: Member, room: Room, member: Member, *, reason: str) -> None:
    if Exclusion.objects.filter(room=room, member=member).exists():
        return
    part = _part_of(member, room)
    with transaction.atomic():
        decision_actions.decide_in_place(actor, "participation", part, measure="shut_out", reason=reason)
        record(actor, "remove_participant", room, before={"member": member.pk}, reason=reason)
    forget_memberships(room)


@transaction.atomic
def _part_of(member: Member, room: Room) -> Participation:
    """The latest part of `member` in the room; who never took part gets one that has ended."""
    rows = Participation.objects.filter(room=room, member=member).select_related("room", "member")
    if (latest := rows.order_by("-pk").first()) is None:
        latest = take_part(member, locked(room))
        end_participation(member, room)
        latest.refresh_from_db()
    return latest


def _lift_exclusion(actor: Member, room: Room, member: Member) -> bool:
    """Before the room is locked: decisions are locked first wherever one is made or taken back."""
    exclusion = Exclusion.objects.filter(room=room, member=member).select_related("decision").first()
    if exclusion:
        decision_actions.take_back_in_place(actor, exclusion.decision)
        forget_memberships(room)
    return exclusion is not None


def end_participation(member: Member, room: Room) -> None:
    """End whatever part `member` had in the room, also one whose time had run out."""
    Participation.objects.filter(room=room, member=member, left_at__isnull=True).update(
        left_at=timezone.now()
    )
    forget_memberships(room)


def _head_at_joining(member: Member, room: Room) -> int:
    """Where the history of a newcomer begins: at the end, or where it stood when they joined the group."""
    if not room.is_closed:
        return room.head
    joined_at = (
        Membership.objects.current()
        .filter(group=room.group_id, member=member)
        .values_list("joined_at", flat=True)
    ).first()
    if joined_at is None:
        return room.head
    return Message.objects.filter(room=room, created_at__lte=joined_at).aggregate(top=Max("seq"))["top"] or 0

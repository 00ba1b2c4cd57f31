"""The door before everything in rooms, and how views get at rooms and messages."""

from __future__ import annotations

from django.http import Http404, HttpRequest, QueryDict

from community.compiled_queries import CompiledQuery
from community.people.models import Member
from community.people.requests import MemberRequest
from community.web.doors import door
from realtime.rooms.messages import policy as message_policy
from realtime.rooms.models import Message, Room
from realtime.rooms.participation import actions as participation_actions
from realtime.rooms.participation.membership import forget_memberships, membership_of, room_taken_part_in
from realtime.rooms.room import policy
from realtime.rooms.sending.kept_text import keep_text

# Admitted members come in; all others get the sign-in page or a sentence.
for_members = door(policy.can_list_rooms, keep=keep_text)
# The same for addresses that answer in JSON whatever was asked for.
call = door(policy.can_list_rooms, json=True)


def get_room(request: MemberRequest, pk: int, *, locked_out: bool = False, bare: bool = False) -> Room:
    """The room, entered where the door stands open to this member; 404 for rooms one may not know of.

    With `locked_out` also rooms that one may know of and not read; `bare` without its owners, for calls that show
    nothing of them: loading those costs more than all the rest of a message.
    """
    room = _bare_room(request.user, pk) if bare else _room_with_owners.first(pk=pk)
    if room is None:
        raise Http404
    policy.can_see_room(request.user, room).require()
    _enter_own_room(request.user, room)
    if not locked_out:
        policy.can_read_room(request.user, room).require()
    return room


def _bare_room(member: Member, pk: int) -> Room | None:
    return room_taken_part_in(member, pk) or _room_by_key.first(pk=pk)


_room_by_key: CompiledQuery[Room] = CompiledQuery(lambda pk: Room.objects.filter(pk=pk), pk=int)


_room_with_owners: CompiledQuery[Room] = CompiledQuery(
    lambda pk: Room.objects.with_owners().filter(pk=pk), pk=int
)


def _enter_own_room(member: Member, room: Room) -> None:
    """Who belongs to the working group need not knock."""
    membership = membership_of(member, room)
    if room.is_closed and membership.in_group and membership.participation is None:
        participation_actions.enter_room(member, room)
        forget_memberships(room)


def get_message(request: MemberRequest, pk: int, seq: int) -> Message:
    room = get_room(request, pk)
    message = Message.objects.in_room(room).with_event().filter(seq=seq).first()
    if message is None:
        raise Http404
    message.room = room
    message_policy.can_see_message(request.user, message).require()
    return message


def posted(request: HttpRequest) -> QueryDict | None:
    """What a form was sent with, be it nothing; `None` where it was only opened."""
    return request.POST if request.method == "POST" else None

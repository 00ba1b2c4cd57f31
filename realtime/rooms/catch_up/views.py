"""What scripts ask for: what has changed since, and how far one has read."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from community import live
from community.people.requests import MemberRequest
from community.people.viewer import Viewer
from community.web.answers import wants_json
from community.web.responses import SeeOther
from realtime.rooms.messages import timeline
from realtime.rooms.messages.events import message_event
from realtime.rooms.models import Message, Room
from realtime.rooms.participation import actions as participation_actions
from realtime.rooms.room import policy as room_policy
from realtime.rooms.room.access import call, for_members, get_room

EVENTS_AT_ONCE = 200


LONGEST_WAIT = 25


@require_safe
@call
def list_events(request: MemberRequest, pk: int) -> HttpResponse:
    """GET /raeume/7/ereignisse/?after=345: what was written or changed since, as it stands now, oldest change first.

    `wait=25` holds an empty answer up to that many seconds.
    """
    room = get_room(request, pk, bare=True)
    after, wait = _number(request.GET.get("after", "0")), _number(request.GET.get("wait", "0"))
    if after is None or wait is None:
        raise ValidationError(_("Der Aufruf war unvollständig: after und wait sind Zahlen."))
    found = list(_changed(request.user, room, after))
    more = len(found) > EVENTS_AT_ONCE
    found = found[:EVENTS_AT_ONCE]
    head = max([room.head, *(message.rev for message in found)])
    for message in found:
        message.room = room
    events = [message_event(message) for message in found]
    answer = JsonResponse({"head": head, "events": events, "more": more})
    answer.headers["Cache-Control"] = "no-store"
    if wait and head == after:
        return live.hold(request, answer, stream=room.stream, head=head, seconds=min(wait, LONGEST_WAIT))
    return answer


@require_safe
@for_members
def list_lines(request: MemberRequest, pk: int) -> HttpResponse:
    """GET /raeume/7/zeilen/?seq=351&seq=352: these messages as this member finds them on a page, with their menus."""
    room = get_room(request, pk)
    seqs = [_number(seq) for seq in request.GET.getlist("seq")]
    cards = timeline.lines(request.user, room, [seq for seq in seqs if seq is not None])
    response = render(request, "rooms/messages/_lines.html", {"cards": cards})
    response.headers["Cache-Control"] = "no-store"
    return response


@require_POST
@for_members
def mark_room_read(request: MemberRequest, pk: int) -> HttpResponse:
    """POST /raeume/7/gelesen/ with `seq`; without one everything is read."""
    room = get_room(request, pk, bare=True)
    seq = _number(request.POST.get("seq", ""))
    participation_actions.mark_room_read(request.user, room, seq=room.head if seq is None else seq)
    if wants_json(request):
        return HttpResponse(status=204)
    return SeeOther(reverse("list_rooms"))


def _changed(viewer: Viewer, room: Room, after: int) -> Any:
    """Loaded after the room's row, so nothing up to its head is missing."""
    messages = Message.objects.in_room(room).readable_from(room_policy.history_start(viewer, room))
    return messages.changed_since(after).with_event()[: EVENTS_AT_ONCE + 1]


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None

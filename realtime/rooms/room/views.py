"""The list of rooms, one room, what was said in it about something."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from community.people.models import Member
from community.people.requests import MemberRequest
from community.search.finding import Narrowing, find, load
from community.search.ranking import Candidate
from community.search.results import line_of
from community.web.moments import is_within_reach
from community.web.pages import Page, paginate
from community.web.responses import SeeOther
from realtime.rooms.management import policy as management_policy
from realtime.rooms.messages import timeline
from realtime.rooms.messages.indexing import scope_of
from realtime.rooms.messages.lines import of_any_message
from realtime.rooms.messages.timeline import Timeline
from realtime.rooms.models import Message, Participation, Pin, Room
from realtime.rooms.participation import actions as participation_actions
from realtime.rooms.participation import policy as participation_policy
from realtime.rooms.participation.forms import ReasonForm
from realtime.rooms.participation.membership import membership_of
from realtime.rooms.room import policy, reading
from realtime.rooms.room.access import for_members, get_room
from realtime.rooms.sending import policy as sending_policy
from realtime.rooms.sending import slow_mode
from realtime.rooms.sending.forms import MessageForm
from realtime.rooms.sending.kept_text import take_kept_text
from realtime.rooms.transcripts import policy as transcript_policy

PEOPLE_SHOWN = 12


LONGEST_QUERY = 100


HITS = 20


@require_safe
@for_members
def list_rooms(request: MemberRequest) -> HttpResponse:
    """GET /raeume/: where the member takes part, latest first, and which open rooms there are besides."""
    archived = request.GET.get("archiv") == "1"
    rooms = Room.objects.visible_to(request.user).filter(is_archived=archived).with_owners()
    annotated: Any = reading.with_reading(rooms, request.user)
    found = list(annotated.latest_first())
    _attach_latest(found)
    for room in found:
        room.title = room.title_for(request.user)
    context = {
        "mine": [room for room in found if room.level and not room.is_direct],
        "direct": [room for room in found if room.is_direct and room.latest],
        "others": [room for room in found if not room.level],
        "archived": archived,
        "may_create": management_policy.can_create_room(request.user, None) or _leads_a_group(request.user),
    }
    return render(request, "rooms/room/rooms.html", context)


@require_safe
@for_members
def show_room(request: MemberRequest, pk: int) -> HttpResponse:
    """GET /raeume/7/, also with ?vor=, ?nach=, ?um= (places of messages) or ?am= (a day).

    `antwort_auf` (a place) and `treffen` begin a message.
    """
    room = get_room(request, pk, locked_out=True)
    if not policy.can_read_room(request.user, room):
        return _door(request, room)
    if "am" in request.GET:
        return _jump_to_day(request, room)
    return room_page(request, room)


def room_page(
    request: MemberRequest, room: Room, *, form: MessageForm | None = None, status: int = 200
) -> HttpResponse:
    """The room as it stands for this viewer; a refused message comes back in `form`."""
    viewer = request.user
    participation = membership_of(viewer, room).participation
    first_new = reading.first_new(viewer, room, participation)
    shown = _asked_for(request, room, first_new)
    can_send = sending_policy.can_send_message(viewer, room)
    context = {
        "room": room,
        "title": room.title_for(viewer),
        "timeline": shown,
        "first_new": first_new,
        "new_above": first_new and (not shown.cards or first_new < shown.cards[0].message.seq),
        "form": form or _empty_form(request, room),
        "answered": _answered(request, room, form),
        "participation": participation,
        "can_send": can_send,
        "can_manage": management_policy.can_manage_room(viewer, room),
        "can_leave": participation_policy.can_leave_room(viewer, room),
        "can_export": transcript_policy.can_export_transcript(viewer, room),
        "any": of_any_message(room, can_reply=bool(can_send)),
        "asks_for_lines": get_language() != settings.LANGUAGE_CODE,
        "roles": " ".join(sorted(policy.roles_in(viewer, room))),
        "pause": slow_mode.pause_of(viewer, room),
        "to_wait": slow_mode.seconds_to_wait(viewer, room),
        **_company(viewer, room),
    }
    response = render(request, "rooms/room/room.html", context, status=status)
    if participation and shown.reaches_end and status == 200:
        participation_actions.mark_room_read(viewer, room, seq=room.head)
    return response


@require_safe
@for_members
def search_room(request: MemberRequest, pk: int) -> HttpResponse:
    """GET /raeume/7/suche/?q=: what the house's search finds in this room, each hit with a way into its context."""
    room = get_room(request, pk)
    query = request.GET.get("q", "").strip()[:LONGEST_QUERY]
    found = find(request.user, query, Narrowing(kinds=("message",), scopes=(scope_of(room.pk),)))
    page: Page[Candidate] = paginate(request, found.ranked, per_page=HITS)
    lines = [line_of(row, hit, found.wanted) for row, hit in load(request.user, page.items)]
    context = {"room": room, "title": room.title_for(request.user), "query": query, "page": page}
    return render(request, "rooms/room/search.html", context | {"lines": lines, "capped": found.capped})


def _asked_for(request: MemberRequest, room: Room, first_new: int | None) -> Timeline:
    for name, turn in (("vor", timeline.before), ("nach", timeline.after), ("um", timeline.around)):
        if name in request.GET:
            return turn(request.user, room, _place(request, name), first_new=first_new)
    return timeline.latest(request.user, room, first_new=first_new)


def _place(request: MemberRequest, name: str) -> int:
    """The place of a message in the address. Raises `Http404` for what is none."""
    asked = request.GET.get(name, "")
    if not (asked.isascii() and asked.isdigit() and len(asked) < 10):
        raise Http404
    return int(asked)


def _jump_to_day(request: MemberRequest, room: Room) -> HttpResponse:
    """To the first message of a day; without one that day, to the next; after the last, to the end."""
    try:
        day = date.fromisoformat(request.GET["am"])
    except ValueError:
        return SeeOther(room.get_absolute_url())
    if not is_within_reach(day):
        return SeeOther(room.get_absolute_url())
    seq = timeline.first_seq_on(request.user, room, day)
    return SeeOther(f"{room.get_absolute_url()}?um={seq}#nachricht-{seq}" if seq else room.get_absolute_url())


def _door(request: MemberRequest, room: Room) -> HttpResponse:
    """The room from outside: what it is for, and how to come in."""
    as_office = participation_policy.needs_reason_to_enter(request.user, room)
    context = {
        "room": room,
        "title": room.name,
        "form": ReasonForm() if as_office else None,
        "can_manage": management_policy.can_manage_room(request.user, room),
        "participants": Participation.objects.current().filter(room=room).count(),
    }
    return render(request, "rooms/participation/door.html", context)


def _empty_form(request: MemberRequest, room: Room) -> MessageForm:
    words: dict[str, Any] = {"text": take_kept_text(request, room)}
    if "treffen" in request.GET and room.meeting_url and not words["text"]:
        words["text"] = _("Das Videotreffen ist offen: %(address)s") % {"address": room.meeting_url}
    asked = request.GET.get("antwort_auf", "")
    if asked.isascii() and asked.isdigit() and len(asked) < 10:
        words["reply_to"] = int(asked)
    return MessageForm(initial=words, member=request.user)


def _answered(request: MemberRequest, room: Room, form: MessageForm | None) -> Message | None:
    """The message the composer says it answers."""
    asked = str((form.data if form else request.GET).get("reply_to" if form else "antwort_auf", ""))
    if not (asked.isascii() and asked.isdigit() and len(asked) < 10):
        return None
    readable = Message.objects.in_room(room).readable_from(policy.history_start(request.user, room))
    found = readable.filter(seq=int(asked))
    return found.select_related("author", "removal").first()


def _company(viewer: Member, room: Room) -> dict[str, Any]:
    """Who is in the room, and what is pinned of what this viewer may read, for the panel beside the conversation."""
    start = policy.history_start(viewer, room)
    pins = Pin.objects.none() if start is None else Pin.objects.filter(room=room, message__seq__gt=start)
    people = Participation.objects.current().filter(room=room).select_related("member__municipality")
    return {
        "people": list(people.order_by("member__folded", "pk")[:PEOPLE_SHOWN]),
        "people_count": people.count(),
        "pins": list(pins.select_related("message__author").order_by("place")),
    }


def _attach_latest(rooms: list[Any]) -> None:
    """Gives each room the last message this viewer may read as `latest_message`. One query."""
    keys = {room.latest for room in rooms if room.latest}
    messages = Message.objects.select_related("author", "removal").in_bulk(keys)
    for room in rooms:
        room.latest_message = messages.get(room.latest)


def _leads_a_group(member: Member) -> bool:
    return bool(member.memberships.current().filter(leads=True).exists())

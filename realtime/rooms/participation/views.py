"""Coming in, leaving, who is there, letting others in."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from community.people.models import Member
from community.people.requests import MemberRequest
from community.web.pages import paginate
from community.web.responses import SeeOther
from community.web.sent import sent_field
from realtime.rooms.management import actions as management_actions
from realtime.rooms.management import policy as management_policy
from realtime.rooms.models import Exclusion, Participation, Room
from realtime.rooms.participation import actions, policy
from realtime.rooms.participation.forms import InvitationForm, LevelForm, ReasonForm
from realtime.rooms.room import policy as room_policy
from realtime.rooms.room.access import for_members, get_room

CANDIDATES = 10


PER_PAGE = 50


@require_POST
@for_members
def enter_room(request: MemberRequest, pk: int) -> HttpResponse:
    """POST /raeume/7/betreten/, from the office with `reason`"""
    room = get_room(request, pk, locked_out=True)
    try:
        actions.enter_room(request.user, room, reason=sent_field(request, "reason"))
    except ValidationError:
        messages.error(
            request, _("Bitte nennen Sie einen Grund. Die Mitglieder des Raums sehen, dass Sie da sind.")
        )
    return SeeOther(room.get_absolute_url())


@require_POST
@for_members
def leave_room(request: MemberRequest, pk: int) -> HttpResponse:
    """POST /raeume/7/verlassen/"""
    room = get_room(request, pk, locked_out=True)
    actions.leave_room(request.user, room)
    messages.success(request, _("Sie haben den Raum „%(room)s“ verlassen.") % {"room": room.name})
    return SeeOther(reverse("list_rooms"))


@require_POST
@for_members
def set_level(request: MemberRequest, pk: int) -> HttpResponse:
    """POST /raeume/7/benachrichtigung/ with `level`"""
    room = get_room(request, pk)
    form = LevelForm(request.POST)
    if form.is_valid():
        actions.set_level(request.user, room, level=form.cleaned_data["level"])
        messages.success(request, _("Gespeichert."))
    else:
        messages.error(request, _("Bitte wählen Sie eine der drei Möglichkeiten."))
    return SeeOther(room.get_absolute_url())


@require_safe
@for_members
def list_participants(request: MemberRequest, pk: int) -> HttpResponse:
    """GET /raeume/7/mitglieder/: who takes part; `?suche=` finds whom one could invite."""
    room = get_room(request, pk, locked_out=True)
    if not management_policy.can_manage_room(request.user, room):
        room_policy.can_read_room(request.user, room).require()
    people = Participation.objects.current().filter(room=room)
    people = people.select_related("member__municipality", "invited_by").order_by("member__folded", "pk")
    can_invite = policy.can_invite(request.user, room)
    query = request.GET.get("suche", "").strip()[:200]
    context = {
        "room": room,
        "title": room.title_for(request.user),
        "page": paginate(request, people, per_page=PER_PAGE),
        "excluded": Exclusion.objects.filter(room=room).select_related("member") if can_invite else [],
        "can_invite": can_invite,
        "query": query,
        "candidates": _candidates(room, query) if can_invite and query else [],
        "invitation": InvitationForm(),
    }
    return render(request, "rooms/participation/participants.html", context)


@require_POST
@for_members
def invite(request: MemberRequest, pk: int) -> HttpResponse:
    """POST /raeume/7/einladen/ with `member` and perhaps `until`, a day"""
    room = get_room(request, pk, locked_out=True)
    policy.can_invite(request.user, room).require()
    form = InvitationForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Bitte prüfen Sie das Datum."))
        return SeeOther(reverse("list_participants", args=[pk]))
    member = _member(request, form.cleaned_data["member"])
    day = form.cleaned_data["until"]
    until = timezone.make_aware(datetime.combine(day, time()) + timedelta(days=1)) if day else None
    if until and until <= timezone.now():
        messages.error(request, _("Das Datum liegt in der Vergangenheit."))
        return SeeOther(reverse("list_participants", args=[pk]))
    actions.invite(request.user, room, member, until=until)
    messages.success(request, _("%(name)s ist jetzt im Raum.") % {"name": member.name})
    return SeeOther(reverse("list_participants", args=[pk]))


@require_POST
@for_members
def remove_participant(request: MemberRequest, pk: int) -> HttpResponse:
    """POST /raeume/7/entlassen/ with `member` and `reason`"""
    room = get_room(request, pk, locked_out=True)
    management_policy.can_manage_room(request.user, room).require()
    form = ReasonForm(request.POST)
    member = _member(request, sent_field(request, "member"))
    policy.can_remove_participant(request.user, room, member).require()
    if not form.is_valid():
        messages.error(request, _("Bitte nennen Sie den Grund."))
        return SeeOther(reverse("list_participants", args=[pk]))
    actions.remove_participant(request.user, room, member, reason=form.cleaned_data["reason"])
    messages.success(request, _("%(name)s ist nicht mehr im Raum.") % {"name": member.name})
    return SeeOther(reverse("list_participants", args=[pk]))


@require_POST
@for_members
def open_direct_room(request: MemberRequest) -> HttpResponse:
    """POST /raeume/direkt/ with `member`: to the talk of these two."""
    room = management_actions.open_direct_room(request.user, _member(request, sent_field(request, "member")))
    return SeeOther(f"{room.get_absolute_url()}#schreiben")


def _candidates(room: Room, query: str) -> list[Member]:
    """Admitted members who fit the search and are not in the room."""
    inside = Participation.objects.current().filter(room=room).values("member")
    found = Member.objects.admitted().matching(query).exclude(pk__in=inside)
    return list(found.with_card().order_by("folded", "pk")[:CANDIDATES])


def _member(request: MemberRequest, key: object) -> Member:
    """The member a form names. 404 also for those one may not see."""
    text = str(key)
    if not (text.isascii() and text.isdigit() and len(text) <= 18):
        raise Http404
    member = Member.objects.visible_to(request.user).select_related("admission").filter(pk=int(text)).first()
    if member is None:
        raise Http404
    return member

"""Opening a room, looking after it, archiving it, and taking its words along for the file."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from community.paper import TooLarge
from community.people.models import WorkingGroup
from community.people.requests import MemberRequest
from community.web.exporting import exporting
from community.web.refusals import Busy
from community.web.responses import SeeOther
from realtime.rooms.management import actions, policy
from realtime.rooms.management.forms import NewRoomForm, RoomForm
from realtime.rooms.models import Room
from realtime.rooms.participation.forms import ReasonForm
from realtime.rooms.room.access import for_members, get_room, posted
from realtime.rooms.transcripts import content as transcript_content
from realtime.rooms.transcripts import pdf
from realtime.rooms.transcripts import policy as transcript_policy
from realtime.rooms.transcripts.forms import TranscriptForm


@require_http_methods(["GET", "HEAD", "POST"])
@for_members
def create_room(request: MemberRequest) -> HttpResponse:
    """GET and POST /raeume/neu/ with `name`, `purpose` and `group` (none: open to everyone)"""
    everyone = bool(policy.can_create_room(request.user, None))
    groups = WorkingGroup.objects.visible_to(request.user)
    if not everyone:
        groups = groups.filter(memberships__in=request.user.memberships.current().filter(leads=True))
        if not groups.exists():
            policy.can_create_room(request.user, None).require()
    initial = {"group": request.GET.get("gruppe", "")}
    form = NewRoomForm(posted(request), groups=groups, everyone=everyone, initial=initial)
    if form.is_valid():
        data = form.cleaned_data
        room = actions.create_room(
            request.user, group=data["group"], name=data["name"], purpose=data["purpose"]
        )
        return SeeOther(room.get_absolute_url())
    return render(
        request, "rooms/management/new_room.html", {"form": form}, status=422 if form.errors else 200
    )


@require_http_methods(["GET", "HEAD", "POST"])
@for_members
def edit_room(request: MemberRequest, pk: int) -> HttpResponse:
    """GET and POST /raeume/7/einstellungen/"""
    room = get_room(request, pk, locked_out=True)
    policy.can_manage_room(request.user, room).require()
    form = RoomForm(posted(request), initial=_settings(room))
    if form.is_valid():
        _store(request, room, form.cleaned_data)
        messages.success(request, _("Gespeichert."))
        return SeeOther(room.get_absolute_url())
    context = {
        "room": room,
        "form": form,
        "can_archive": policy.can_archive_room(request.user, room),
        "can_reopen": policy.can_reopen_room(request.user, room),
    }
    return render(request, "rooms/management/edit_room.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@for_members
def archive_room(request: MemberRequest, pk: int) -> HttpResponse:
    """GET and POST /raeume/7/archivieren/ with `reason`"""
    room = get_room(request, pk, locked_out=True)
    policy.can_archive_room(request.user, room).require()
    form = ReasonForm(posted(request))
    if form.is_valid():
        actions.archive_room(request.user, room, reason=form.cleaned_data["reason"])
        messages.success(request, _("Der Raum ist archiviert."))
        return SeeOther(room.get_absolute_url())
    return render(
        request,
        "rooms/management/archive_room.html",
        {"room": room, "form": form},
        status=422 if form.errors else 200,
    )


@require_POST
@for_members
def reopen_room(request: MemberRequest, pk: int) -> HttpResponse:
    """POST /raeume/7/oeffnen/"""
    room = get_room(request, pk, locked_out=True)
    actions.reopen_room(request.user, room)
    messages.success(request, _("Der Raum ist wieder offen."))
    return SeeOther(room.get_absolute_url())


@require_safe
@for_members
def export_transcript(request: MemberRequest, pk: int) -> HttpResponse:
    """GET /raeume/7/mitschrift/: the form; with ?von= or ?bis= (days, both may be empty) the file, `als=pdf` as PDF."""
    room = get_room(request, pk)
    transcript_policy.can_export_transcript(request.user, room).require()
    form = TranscriptForm(request.GET or None)
    if form.is_bound and form.is_valid():
        try:
            with exporting(request.user.pk):
                return _transcript(request, room, form.cleaned_data)
        except Busy as busy:
            form.add_error(None, str(busy))
        except (pdf.TooLong, TooLarge):
            sentence = _(
                "In diesen Tagen wurde mehr gesagt, als eine PDF-Datei fasst. Bitte wählen Sie weniger Tage."
            )
            form.add_error("von", sentence)
    context = {"room": room, "title": room.title_for(request.user), "form": form}
    return render(request, "rooms/management/transcript.html", context, status=422 if form.errors else 200)


def _transcript(request: MemberRequest, room: Room, asked: dict[str, Any]) -> HttpResponse:
    days = {"start": asked["von"], "end": asked["bis"]}
    if asked["als"] == TranscriptForm.PDF:
        content, ending = pdf.transcript_pdf(request.user, room, **days), "pdf"
        response = HttpResponse(content, content_type="application/pdf")
    else:
        text, ending = transcript_content.transcript(request.user, room, **days), "md"
        response = HttpResponse(text, content_type="text/markdown; charset=utf-8")
    name = transcript_content.file_name(room, ending)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _settings(room: Room) -> dict[str, Any]:
    return {
        "name": room.name,
        "purpose": room.purpose,
        "meeting_url": room.meeting_url,
        "history": room.history,
        "retention_days": room.retention_days or "",
        "slow_seconds": room.slow_seconds,
    }


def _store(request: MemberRequest, room: Room, data: dict[str, Any]) -> None:
    words = {key: data[key] for key in ("name", "purpose", "meeting_url", "history")}
    actions.edit_room(request.user, room, **words)
    actions.set_retention(request.user, room, days=data["retention_days"])
    actions.set_slow_mode(request.user, room, seconds=data["slow_seconds"])

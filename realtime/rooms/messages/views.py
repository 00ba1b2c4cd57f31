"""One message: its permanent address, its versions, changing it, and the small marks on it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from community.people.requests import MemberRequest
from community.text import diff
from community.web.answers import refused, require_valid, wants_json
from community.web.refusals import REFUSALS, Conflict
from community.web.responses import SeeOther
from realtime.rooms.forwarding import policy as forwarding_policy
from realtime.rooms.marks import actions as mark_actions
from realtime.rooms.marks import policy as mark_policy
from realtime.rooms.marks.forms import ReactionForm
from realtime.rooms.messages import actions, policy
from realtime.rooms.messages.forms import EditForm, RemovalForm
from realtime.rooms.messages.timeline import cards, talk_about
from realtime.rooms.models import Message
from realtime.rooms.room.access import for_members, get_message, posted
from realtime.rooms.sending import policy as sending_policy


@require_safe
@for_members
def show_message(request: MemberRequest, pk: int, seq: int) -> HttpResponse:
    """GET /raeume/7/nachrichten/351/: the permanent address leads to the message among its neighbours."""
    return SeeOther(_among_others(get_message(request, pk, seq)))


@require_safe
@for_members
def list_answers(request: MemberRequest, pk: int, seq: int) -> HttpResponse:
    """GET /raeume/7/nachrichten/351/antworten/: the message and everything said to it, without what came between."""
    message = get_message(request, pk, seq)
    room = message.room
    context = {
        "room": room,
        "title": room.title_for(request.user),
        "message": message,
        "cards": cards(request.user, room, talk_about(request.user, room, message)),
        "can_send": sending_policy.can_send_message(request.user, room),
        "can_quote": forwarding_policy.can_quote_messages(request.user, room),
    }
    return render(request, "rooms/messages/answers.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_members
def edit_message(request: MemberRequest, pk: int, seq: int) -> HttpResponse:
    """GET and POST /raeume/7/nachrichten/351/bearbeiten/ with `text`."""
    message = get_message(request, pk, seq)
    form = EditForm(posted(request), initial={"text": message.source})
    if request.method != "POST":
        policy.can_edit_message(request.user, message).require()
        return _edit_page(request, message, form)
    try:
        require_valid(form, may=partial(policy.can_edit_message, request.user, message))
        message = actions.edit_message(request.user, message, text=form.cleaned_data["text"])
    except REFUSALS as refusal:
        return refused(request, refusal, form, show=partial(_edit_page, request, message, form))
    return _done(request, message)


@require_http_methods(["GET", "HEAD", "POST"])
@for_members
def remove_message(request: MemberRequest, pk: int, seq: int) -> HttpResponse:
    """GET and POST /raeume/7/nachrichten/351/entfernen/ with `reason`: ask first, then leave a tombstone."""
    message = get_message(request, pk, seq)
    form = RemovalForm(posted(request), must_explain=message.author_id != request.user.pk)
    context = {"room": message.room, "message": message, "form": form}
    show = partial(render, request, "rooms/messages/remove_message.html", context)
    if not form.is_bound:
        policy.can_remove_message(request.user, message).require()
        return show()
    try:
        require_valid(form, may=partial(policy.can_remove_message, request.user, message))
        message = actions.remove_message(request.user, message, reason=form.cleaned_data["reason"])
    except REFUSALS as refusal:
        return refused(request, refusal, form, show=show)
    return _done(request, message)


@require_POST
@for_members
def restore_message(request: MemberRequest, pk: int, seq: int) -> HttpResponse:
    """POST /raeume/7/nachrichten/351/wiederherstellen/"""
    message = get_message(request, pk, seq)
    return _done(request, actions.restore_message(request.user, message))


@require_safe
@for_members
def show_message_history(request: MemberRequest, pk: int, seq: int) -> HttpResponse:
    """GET /raeume/7/nachrichten/351/verlauf/: all versions, newest first, each with what changed."""
    message = get_message(request, pk, seq)
    policy.can_see_history(request.user, message).require()
    context = {
        "room": message.room,
        "message": message,
        "card": cards(request.user, message.room, [message])[0],
        "versions": _versions(message),
    }
    return render(request, "rooms/messages/history.html", context)


@require_POST
@for_members
def react(request: MemberRequest, pk: int, seq: int) -> HttpResponse:
    """POST /raeume/7/nachrichten/351/reaktion/ with `kind`"""
    return _mark(request, pk, seq, mark_actions.react)


@require_POST
@for_members
def unreact(request: MemberRequest, pk: int, seq: int) -> HttpResponse:
    """POST /raeume/7/nachrichten/351/reaktion/zuruecknehmen/ with `kind`"""
    return _mark(request, pk, seq, mark_actions.unreact)


@require_POST
@for_members
def pin_message(request: MemberRequest, pk: int, seq: int) -> HttpResponse:
    """POST /raeume/7/nachrichten/351/anheften/"""
    message = get_message(request, pk, seq)
    try:
        message = mark_actions.pin_message(request.user, message)
    except Conflict as taken:
        if wants_json(request):
            raise
        messages.error(request, str(taken))
    return _done(request, message)


@require_POST
@for_members
def unpin_message(request: MemberRequest, pk: int, seq: int) -> HttpResponse:
    """POST /raeume/7/nachrichten/351/loesen/"""
    return _done(request, mark_actions.unpin_message(request.user, get_message(request, pk, seq)))


@require_safe
@for_members
def report_message(request: MemberRequest, pk: int, seq: int) -> HttpResponse:
    """GET /raeume/7/nachrichten/351/melden/: leads to the form for reports."""
    message = get_message(request, pk, seq)
    return SeeOther(reverse("report_thing", args=["nachricht", message.pk]))


def _mark(request: MemberRequest, pk: int, seq: int, verb: Callable[..., Message]) -> HttpResponse:
    message = get_message(request, pk, seq)
    form = ReactionForm(request.POST)
    require_valid(form, may=partial(mark_policy.can_react, request.user, message))
    return _done(request, verb(request.user, message, kind=form.cleaned_data["kind"]))


def _done(request: MemberRequest, message: Message) -> HttpResponse:
    """Back to the message; scripts learn how it stands now, everything else arrives as an event."""
    if wants_json(request):
        return JsonResponse({"seq": message.seq, "rev": message.rev})
    return SeeOther(_among_others(message))


def _among_others(message: Message) -> str:
    return f"{reverse('show_room', args=[message.room_id])}?um={message.seq}#{message.anchor}"


def _edit_page(
    request: MemberRequest, message: Message, form: EditForm, *, status: int = 200
) -> HttpResponse:
    context = {"room": message.room, "message": message, "form": form, "back": _among_others(message)}
    return render(request, "rooms/messages/edit_message.html", context, status=status)


def _versions(message: Message) -> list[dict[str, Any]]:
    """Newest first: when, and the difference to the version before."""
    revisions = list(message.revisions.all())
    sources = [revision.source for revision in revisions] + [message.source]
    made: list[dict[str, Any]] = [
        {"number": 1, "at": message.created_at, "source": sources[0], "changes": []}
    ]
    for number, revision in enumerate(revisions, start=1):
        changes = diff(sources[number - 1], sources[number])
        made.append({"number": number + 1, "at": revision.edited_at, "changes": changes})
    return made[::-1]

"""The one door for messages: a form for everyone, JSON for scripts, the same answers for both."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, JsonResponse
from django.views.decorators.http import require_POST

from community.people.requests import MemberRequest
from community.text import TextRefused
from community.uploads.intake import take_files
from community.web.errors import wants_json
from community.web.responses import SeeOther
from realtime.rooms.models import Room
from realtime.rooms.room import policy as room_policy
from realtime.rooms.room.access import KEY_TAKEN, for_members, get_room
from realtime.rooms.room.views import room_page
from realtime.rooms.sending import actions, policy
from realtime.rooms.sending import errors as sending_errors
from realtime.rooms.sending.forms import MessageForm
from realtime.rooms.sending.limits import keep_pace


@require_POST
@for_members
def send_message(request: MemberRequest, pk: int) -> HttpResponse:
    """POST /raeume/7/nachrichten/ with `key`, `text` and perhaps `reply_to`, `attachments` (uploads) or `files`.

    201 after the commit, 200 for a key that was used before, or 303 back to the room for a form. Where something is
    wrong, a form comes back with its words in it.
    """
    room = get_room(request, pk, locked_out=True, bare=wants_json(request))
    form = _form(request, room)
    try:
        sent = _send(request, room, form)
    except (
        TextRefused,
        PermissionDenied,
        sending_errors.AsksFirst,
        sending_errors.KeyConflict,
        sending_errors.TooFast,
    ) as trouble:
        if wants_json(request):
            raise
        return _refused(request, room, form, trouble)
    message = sent.message
    if not wants_json(request):
        return SeeOther(f"{room.get_absolute_url()}#{message.anchor}")
    answer = {"key": str(message.key), "seq": message.seq, "rev": message.rev}
    return JsonResponse(answer, status=201 if sent.created else 200)


def _form(request: MemberRequest, room: Room) -> MessageForm:
    """What was sent, with the files that came along handed in."""
    taken = take_files(request, allowed=bool(policy.can_send_message(request.user, room)))
    waiting = [*taken.data.getlist("attachments"), *taken.data.getlist("kept")]
    taken.data.setlist("attachments", list(dict.fromkeys(waiting)))
    return MessageForm(taken.data, member=request.user, problems=taken.problems)


def _send(request: MemberRequest, room: Room, form: MessageForm) -> actions.Sent:
    if not form.is_valid():
        raise _refusal(form)
    keep_pace(request.user)
    data = form.cleaned_data
    return actions.send_message(
        request.user,
        room,
        text=data["text"],
        key=data["key"],
        reply_to=data["reply_to"],
        files=form.bundle,
        to_all=data["to_all"],
    )


def _refusal(form: MessageForm) -> TextRefused:
    """The first thing that is wrong with the form, in the words of the text gate."""
    error = next(error for errors in form.errors.as_data().values() for error in errors)
    return TextRefused(error.code or "invalid", " ".join(error.messages))


def _refused(request: MemberRequest, room: Room, form: MessageForm, trouble: Exception) -> HttpResponse:
    """The room with the words still in the form and the reason beside them; 403 for who has not come in."""
    room_policy.can_read_room(request.user, room).require()
    status, sentence = 422, str(trouble)
    match trouble:
        case TextRefused(code="too_long"):
            status = 413
        case PermissionDenied():
            status = 403
        case sending_errors.KeyConflict():
            status, sentence = 409, str(KEY_TAKEN)
        case sending_errors.AsksFirst():
            status, form.asks_first = 409, True
        case sending_errors.TooFast():
            status = 429
    if not form.errors:
        form.add_error("text", sentence)
    return room_page(request, room, form=form, status=status)

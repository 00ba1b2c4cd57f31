"""The one door for messages: a form for everyone, JSON for scripts, the same answers for both."""

from __future__ import annotations

from functools import partial

from django.http import HttpResponse, JsonResponse
from django.views.decorators.http import require_POST

from community.people.requests import MemberRequest
from community.uploads.intake import take_files
from community.web.answers import refused, require_valid, wants_json
from community.web.refusals import ANY_REFUSAL
from community.web.responses import SeeOther
from realtime.rooms.models import Room
from realtime.rooms.room import policy as room_policy
from realtime.rooms.room.access import for_members, get_room
from realtime.rooms.room.views import room_page
from realtime.rooms.sending import actions, policy
from realtime.rooms.sending.forms import MessageForm


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
        require_valid(form)
        sent = actions.send_message(request.user, room, **form.words(), files=form.bundle)
    except ANY_REFUSAL as refusal:
        return refused(request, refusal, form, show=partial(_room_again, request, room, form))
    message = sent.message
    if not wants_json(request):
        return SeeOther(f"{room.get_absolute_url()}#{message.anchor}")
    answer = {"key": str(message.key), "seq": message.seq, "rev": message.rev}
    return JsonResponse(answer, status=201 if sent.created else 200)


def _form(request: MemberRequest, room: Room) -> MessageForm:
    """What was sent, with the files that came along handed in."""
    allowed = bool(request.FILES) and bool(policy.can_send_message(request.user, room))
    taken = take_files(request, allowed=allowed)
    waiting = [*taken.data.getlist("attachments"), *taken.data.getlist("kept")]
    taken.data.setlist("attachments", list(dict.fromkeys(waiting)))
    return MessageForm(taken.data, member=request.user, problems=taken.problems)


def _room_again(request: MemberRequest, room: Room, form: MessageForm, *, status: int) -> HttpResponse:
    """The room with the words still in the form; whoever has not come in sees only that."""
    room_policy.can_read_room(request.user, room).require()
    return room_page(request, room, form=form, status=status)

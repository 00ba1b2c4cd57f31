"""The door before everything in rooms, how views get at rooms and messages, and the words for what went wrong."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.compiled_queries import CompiledQuery
from community.people.requests import MemberRequest
from community.text import TextRefused
from community.web.errors import wants_json
from realtime.rooms.messages import policy as message_policy
from realtime.rooms.models import Message, Room
from realtime.rooms.participation import actions as participation_actions
from realtime.rooms.participation.membership import forget_standing, room_taken_part_in, standing_of
from realtime.rooms.room import policy
from realtime.rooms.sending import errors as sending_errors
from realtime.rooms.sending.kept_text import keep_text

View = Callable[..., HttpResponse]


TRY_AGAIN = 5


KEY_TAKEN = gettext_lazy(
    "Diese Nachricht wurde schon einmal mit anderem Text gesendet. Bitte laden Sie die Seite neu."
)


NO_PLACE = gettext_lazy("Fünf Nachrichten sind schon angeheftet. Bitte lösen Sie zuerst eine davon.")


PROBLEMS = (
    Http404,
    PermissionDenied,
    TextRefused,
    sending_errors.AsksFirst,
    sending_errors.KeyConflict,
    sending_errors.NoPlaceForPin,
    sending_errors.TooFast,
    OperationalError,
    InterfaceError,
)


def for_members(view: View) -> View:
    """Admitted members come in; all others get the sign-in page or a sentence. Scripts get JSON for every no."""
    return _guarded(view, always_json=False)


def call(view: View) -> View:
    """Like `for_members`, for addresses that answer in JSON whatever was asked for."""
    return _guarded(view, always_json=True)


def _guarded(view: View, *, always_json: bool) -> View:
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        as_json = always_json or wants_json(request)
        try:
            if not request.user.is_authenticated:
                return _signed_out(request, as_json=as_json)
            policy.can_list_rooms(request.user).require()
            return view(request, *args, **kwargs)
        except PROBLEMS as trouble:
            if not as_json:
                raise
            return problem_for(trouble)

    return guarded


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


def _bare_room(member: Any, pk: int) -> Room | None:
    return room_taken_part_in(member, pk) or _room_by_key.first(pk=pk)


_room_by_key: CompiledQuery[Room] = CompiledQuery(lambda pk: Room.objects.filter(pk=pk), pk=int)


_room_with_owners: CompiledQuery[Room] = CompiledQuery(
    lambda pk: Room.objects.with_owners().filter(pk=pk), pk=int
)


def _enter_own_room(member: Any, room: Room) -> None:
    """Who belongs to the working group need not knock."""
    standing = standing_of(member, room)
    if room.is_closed and standing.in_group and standing.participation is None:
        participation_actions.enter_room(member, room)
        forget_standing(room)


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


def problem(status: int, code: str, detail: Any, *, seconds: int | None = None, **more: Any) -> JsonResponse:
    """An error in the protocol's words; `seconds` says when trying again makes sense."""
    body = {"code": code, "detail": str(detail), **more}
    if seconds is not None:
        body["retry_after"] = seconds
    response = JsonResponse(body, status=status)
    if seconds is not None:
        response.headers["Retry-After"] = str(seconds)
    return response


def problem_for(trouble: Exception) -> JsonResponse:
    """The protocol's answer to what was raised."""
    match trouble:
        case Http404():
            return problem(404, "not_found", _("Diesen Raum oder diese Nachricht gibt es nicht."))
        case sending_errors.RoomLocked():
            return problem(423, "locked", trouble)
        case PermissionDenied():
            return problem(403, "forbidden", trouble)
        case TextRefused(code="too_long"):
            return problem(413, "too_long", trouble)
        case TextRefused():
            return problem(400, "bad_request", trouble)
        case sending_errors.KeyConflict():
            return problem(409, "conflict", KEY_TAKEN)
        case sending_errors.AsksFirst():
            return problem(409, "confirm", trouble, reach=trouble.reach)
        case sending_errors.NoPlaceForPin():
            return problem(409, "conflict", NO_PLACE)
        case sending_errors.TooFast():
            return problem(429, "rate_limited", trouble, seconds=trouble.seconds)
    detail = _("Das geht gerade nicht. Ihr Text bleibt; bitte versuchen Sie es gleich noch einmal.")
    return problem(503, "unavailable", detail, seconds=TRY_AGAIN)


def _signed_out(request: HttpRequest, *, as_json: bool) -> HttpResponse:
    if not as_json:
        kept = keep_text(request)
        back = request.path.removesuffix("nachrichten/") if kept else "/raeume/"
        return redirect_to_login(request.get_full_path() if request.method == "GET" else back)
    detail = _("Ihre Sitzung ist abgelaufen. Ihr Text bleibt in diesem Browser. Bitte melden Sie sich an.")
    return problem(403, "forbidden", detail, sign_in="/konto/login/?next=/raeume/")

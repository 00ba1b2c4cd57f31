"""Between rooms and the rest of the house: words from a room become something new, things of others become a card."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from community.people.requests import MemberRequest
from community.people.viewer import Viewer
from community.quotes.kind import Card, card_of
from community.quotes.kind import beginnings as beginnings_for
from community.text import link_to, quote
from community.web.answers import refused, require_valid
from community.web.refusals import ANY_REFUSAL
from community.web.responses import SeeOther
from realtime.rooms.forwarding import policy
from realtime.rooms.forwarding.forms import CarryForm, DiscussForm
from realtime.rooms.messages import timeline
from realtime.rooms.messages.timeline import cards
from realtime.rooms.models import Message, Room
from realtime.rooms.room.access import for_members, get_message, get_room
from realtime.rooms.sending import actions as sending_actions
from realtime.rooms.sending import policy as sending_policy

MOST_AROUND = 40


@require_http_methods(["GET", "HEAD", "POST"])
@for_members
def quote_messages(request: MemberRequest, pk: int) -> HttpResponse:
    """GET and POST /raeume/7/weitertragen/?um=351 with `seqs` and `where`: chosen messages become a draft.

    With `mit=antworten` a message and everything said to it, all of it chosen.
    """
    room = get_room(request, pk)
    policy.can_quote_messages(request.user, room).require()
    whole = request.GET.get("mit") == "antworten"
    shown = _talk(request, room) if whole else _around(request, room)
    asked = {"seqs": [str(message.seq) for message in shown]} if whole else _asked(request)
    beginnings = beginnings_for(request.user)
    form = CarryForm(request.POST or None, messages=shown, beginnings=beginnings, initial=asked)
    if form.is_valid():
        text = quoted_text(room, form.chosen)
        return SeeOther(form.beginning.begin(request.user, form.choice, text))
    context = {
        "room": room,
        "form": form,
        "cards": cards(request.user, room, shown),
        "chosen": form.chosen_places,
        "earlier": shown[0].seq if shown else None,
    }
    return render(request, "rooms/forwarding/forward.html", context, status=422 if form.errors else 200)


def quoted_text(room: Room, messages: list[Message]) -> str:
    """Markdown with every message as a quote that names its author and leads back to it."""
    label = _("%(name)s im Raum „%(room)s“")
    return "".join(
        quote(
            message.source or message.file_names,
            label=label % {"name": message.author.name, "room": room.name},
            url=message.get_absolute_url(),
        )
        for message in messages
    )


@require_http_methods(["GET", "HEAD", "POST"])
@for_members
def discuss_thing(request: MemberRequest) -> HttpResponse:
    """GET and POST /raeume/besprechen/?was=thema:42 with `room`, `text`, `key`: a message with the thing's card."""
    card = card_of(request.user, request.POST.get("was") or request.GET.get("was", ""))
    if card is None:
        raise Http404
    form = DiscussForm(request.POST or None, rooms=rooms_to_write_in(request.user))
    show = partial(render, request, "rooms/forwarding/discuss.html", {"form": form, "card": card})
    if not form.is_bound:
        return show()
    try:
        require_valid(form)
        return SeeOther(_send(request, form, card))
    except ANY_REFUSAL as refusal:
        return refused(request, refusal, form, show=show)


@require_safe
@for_members
def show_cards(request: MemberRequest, pk: int, seq: int) -> HttpResponse:
    """GET /raeume/7/nachrichten/351/karten/: the cards at a message as a fragment, as this viewer sees them."""
    message = get_message(request, pk, seq)
    card = cards(request.user, message.room, [message])[0]
    return render(request, "rooms/messages/_cards.html", {"card": card})


def rooms_to_write_in(viewer: Viewer) -> list[tuple[int, str]]:
    """Rooms in which the viewer takes part, latest first, then open ones; pairs of key and title."""
    rooms = Room.objects.readable_by(viewer).not_archived().with_owners().latest_first()
    return [
        (room.pk, room.title_for(viewer)) for room in rooms if sending_policy.can_send_message(viewer, room)
    ]


def _send(request: MemberRequest, form: DiscussForm, card: Card) -> str:
    data = form.cleaned_data
    room = get_room(request, int(data["room"]))
    text = "\n\n".join(part for part in (data["text"], link_to(card.title, card.address)) if part)
    sent = sending_actions.send_message(request.user, room, text=text, key=data["key"])
    return f"{room.get_absolute_url()}#{sent.message.anchor}"


def _around(request: MemberRequest, room: Room) -> list[Message]:
    """The messages to choose from: around the one asked for, or the latest; removed ones cannot be carried on."""
    place = _place(request.GET.get("um", ""))
    shown = timeline.around(request.user, room, place) if place else timeline.latest(request.user, room)
    messages = [card.message for card in shown.cards if not card.message.removed]
    if not place:
        return messages[-MOST_AROUND:]
    index = next((index for index, message in enumerate(messages) if message.seq >= place), len(messages))
    start = max(0, index - MOST_AROUND // 2)
    return messages[start : start + MOST_AROUND]


def _talk(request: MemberRequest, room: Room) -> list[Message]:
    message = get_message(request, room.pk, _place(request.GET.get("um", "")))
    found = timeline.talk_about(request.user, room, message)
    return [one for one in found if not one.removed]


def _asked(request: MemberRequest) -> dict[str, Any]:
    place = _place(request.GET.get("um", ""))
    return {"seqs": [str(place)] if place else []}


def _place(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0

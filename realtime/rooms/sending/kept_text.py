"""Words sent while nobody was signed in any more: they wait in the session until the person is back."""

from __future__ import annotations

import re
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from community.text import MESSAGE_LIMIT
from community.web.sent import sent_field
from realtime.rooms.models import Room

KEPT = "kept_message"


SENT_TO = re.compile(r"^/raeume/(\d{1,18})/nachrichten/$")


def keep_text(request: HttpRequest, **_named: Any) -> str:
    """Put the words of a message into the session; returns its room's address, empty where there were none."""
    text = sent_field(request, "text")
    place = SENT_TO.match(request.path)
    if place is None or not text.strip():
        return ""
    text = text[: 2 * MESSAGE_LIMIT].encode("utf-8", "ignore").decode()
    request.session[KEPT] = {"room": int(place[1]), "text": text}
    return reverse("show_room", args=[place[1]])


def take_kept_text(request: HttpRequest, room: Room) -> str:
    """The words kept for this room, once; otherwise an empty string."""
    kept = request.session.get(KEPT)
    if not kept or kept["room"] != room.pk:
        return ""
    del request.session[KEPT]
    return str(kept["text"])

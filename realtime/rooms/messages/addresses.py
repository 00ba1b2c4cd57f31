"""Which message stands at an address of the house, and what people call where it was said."""

from __future__ import annotations

from django.urls import ResolverMatch
from django.utils.translation import gettext as _

from realtime.rooms.models import Message, Room


def message_at(match: ResolverMatch, fragment: str) -> int | None:
    """The key of the message that stands at an address: its own, or its place in a room."""
    seq = match.kwargs.get("seq") if match.url_name == "show_message" else None
    if match.url_name == "show_room":
        place = fragment.removeprefix("nachricht-")
        is_place = place != fragment and place.isascii() and place.isdigit() and len(place) < 10
        seq = int(place) if is_place else None
    if seq is None:
        return None
    found = Message.objects.filter(room=match.kwargs["pk"], seq=seq)
    return found.values_list("pk", flat=True).first()


def name_of(room: Room) -> str:
    """What a room is called where its members are not the only readers."""
    if room.is_direct:
        return _("Gespräch zu zweit")
    return _("Raum „%(room)s“") % {"room": room.name}

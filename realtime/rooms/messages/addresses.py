"""Which message stands at an address of the house."""

from __future__ import annotations

from django.urls import ResolverMatch

from realtime.rooms.models import Message


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

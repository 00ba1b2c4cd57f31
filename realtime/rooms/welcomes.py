"""Open rooms are for everyone: the office may suggest them to whoever is new."""

from __future__ import annotations

from django.utils.translation import gettext as _

from community.moderation.registrations.registry import Suggestion, register
from community.people.models import Member
from realtime.rooms.models import Room

OFFERED = 6


@register
def open_rooms(member: Member) -> list[Suggestion]:
    """The rooms for everyone, the liveliest first."""
    rooms = Room.objects.filter(kind=Room.Kind.OPEN).not_archived().latest_first()
    words = _("Raum „%(name)s“")
    return [
        Suggestion(f"room:{room.pk}", words % {"name": room.name}, room.get_absolute_url())
        for room in rooms[:OFFERED]
    ]

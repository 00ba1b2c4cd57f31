"""Who may take a transcript along."""

from __future__ import annotations

from django.utils.translation import gettext as _

from community.people.viewer import Viewer
from community.web.verdicts import ALLOWED, Verdict, denied
from realtime.rooms.models import Room
from realtime.rooms.room.policy import can_read_room, looks_after


def can_export_transcript(viewer: Viewer, room: Room) -> Verdict:
    """For the file: those who look after the room, as far as they may read; of a talk of two, both."""
    readable = can_read_room(viewer, room)
    if not readable:
        return readable
    if looks_after(viewer, room) or room.is_direct:
        return ALLOWED
    return denied(_("Eine Mitschrift erstellen die Leitung der Arbeitsgruppe und die Geschäftsstelle."))

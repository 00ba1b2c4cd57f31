"""Who may forward messages."""

from __future__ import annotations

from django.utils.translation import gettext as _

from community.people.viewer import Viewer
from community.web.verdicts import ALLOWED, Verdict, denied
from realtime.rooms.models import Room
from realtime.rooms.room.policy import can_read_room


def can_quote_messages(viewer: Viewer, room: Room) -> Verdict:
    """Carrying words on to where others read them, by those who read them here. A talk of two stays one."""
    readable = can_read_room(viewer, room)
    if not readable:
        return readable
    if room.is_direct:
        return denied(
            _("Ein Gespräch zu zweit bleibt zu zweit. Was davon weitergehen soll, schreiben Sie neu.")
        )
    return ALLOWED

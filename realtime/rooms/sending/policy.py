"""Who may send a message."""

from __future__ import annotations

from django.utils.translation import gettext as _

from community.people.sanctions import may_write
from community.people.viewer import Viewer
from community.web.verdicts import Verdict, denied
from realtime.rooms.models import Room
from realtime.rooms.room.policy import archived, can_see_room, history_start


def can_send_message(viewer: Viewer, room: Room) -> Verdict:
    """Whoever may read may write, also the first words of someone who comes into an open room."""
    seen = can_see_room(viewer, room)
    if not seen:
        return seen
    if room.is_archived:
        return archived()
    if not room.is_open and history_start(viewer, room) is None:
        return denied(_("Bitte gehen Sie zuerst in den Raum."))
    if room.is_direct and not room.partner_of(viewer).is_admitted:
        return denied(_("Die andere Person ist nicht mehr dabei. Was Sie geschrieben haben, bleibt lesbar."))
    return may_write(viewer, f"room:{room.pk}")

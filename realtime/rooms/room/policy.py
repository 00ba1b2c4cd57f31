"""Who may list, see and read rooms, and who looks after one.

Lists are the querysets' business (`visible_to`); this is about single things."""

from __future__ import annotations

from typing import TypeGuard

from django.utils.translation import gettext as _

from community.people.models import Member
from community.people.viewer import Viewer, is_admitted
from community.web.verdicts import ALLOWED, HIDDEN, Verdict, denied, locked
from realtime.rooms.models import Room
from realtime.rooms.participation.membership import membership_of

LOOKS_AFTER = "looks-after"


def can_list_rooms(viewer: Viewer) -> Verdict:
    if is_admitted(viewer):
        return ALLOWED
    return denied(_("Die Räume öffnen sich, sobald die Geschäftsstelle Ihre Anmeldung geprüft hat."))


def can_see_room(viewer: Viewer, room: Room) -> Verdict:
    """May know of it. The office knows of every group's room, but that alone does not let it read."""
    if not is_admitted(viewer):
        return HIDDEN
    if room.is_direct:
        return ALLOWED if room.is_of_two_with(viewer) else HIDDEN
    membership = membership_of(viewer, room)
    if room.is_open:
        return HIDDEN if membership.excluded else ALLOWED
    return ALLOWED if membership.in_group or membership.is_guest or viewer.acts_for_office else HIDDEN


def can_read_room(viewer: Viewer, room: Room) -> Verdict:
    """May read its messages, from `history_start` on."""
    seen = can_see_room(viewer, room)
    if not seen:
        return seen
    if history_start(viewer, room) is None:
        return denied(_("Was hier geschrieben wird, lesen Sie, sobald Sie in den Raum gegangen sind."))
    return ALLOWED


def history_start(viewer: Viewer, room: Room) -> int | None:
    """Messages behind this place are this viewer's to read; `None`: none are. Asked of rooms one may see."""
    membership = membership_of(viewer, room)
    if membership.participation and (not room.is_closed or membership.in_group or membership.is_guest):
        return membership.participation.from_seq
    if room.is_open and room.history == Room.History.ALL:
        return 0
    return None


def roles_in(viewer: Viewer, room: Room) -> frozenset[str]:
    """What the viewer is in the room, in words that can be said to everyone: their own number, what they do there."""
    return frozenset({str(viewer.pk), *([LOOKS_AFTER] if looks_after(viewer, room) else [])})


def looks_after(viewer: Viewer, room: Room) -> TypeGuard[Member]:
    """The group's leads and the office; nobody for a talk of two."""
    if not is_admitted(viewer) or room.is_direct:
        return False
    return viewer.acts_for_office or membership_of(viewer, room).leads


def archived() -> Verdict:
    return locked(_("Dieser Raum ist archiviert. Sie können alles lesen, aber nichts Neues schreiben."))

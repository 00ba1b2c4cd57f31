"""Who may open, manage, archive and reopen rooms."""

from __future__ import annotations

from django.utils.translation import gettext as _

from community.people.models import WorkingGroup
from community.people.viewer import Viewer, is_admitted
from community.web.verdicts import ALLOWED, Verdict, denied
from realtime.rooms.models import Room
from realtime.rooms.room.policy import can_list_rooms, can_see_room, looks_after


def can_manage_room(viewer: Viewer, room: Room) -> Verdict:
    """Name, purpose, keeping, slow mode: the group's leads and the office. Nobody manages a talk of two."""
    seen = can_see_room(viewer, room)
    if not seen:
        return seen
    if looks_after(viewer, room):
        return ALLOWED
    return denied(_("Das können nur die Leitung der Arbeitsgruppe und die Geschäftsstelle."))


def can_archive_room(viewer: Viewer, room: Room) -> Verdict:
    managed = can_manage_room(viewer, room)
    if not managed:
        return managed
    return denied(_("Dieser Raum ist bereits archiviert.")) if room.is_archived else ALLOWED


def can_reopen_room(viewer: Viewer, room: Room) -> Verdict:
    managed = can_manage_room(viewer, room)
    if not managed:
        return managed
    return ALLOWED if room.is_archived else denied(_("Dieser Raum ist nicht archiviert."))


def can_create_room(viewer: Viewer, group: WorkingGroup | None) -> Verdict:
    """The office opens rooms for everyone and for groups; leads open rooms for their own group."""
    if not is_admitted(viewer):
        return can_list_rooms(viewer)
    if is_admitted(viewer) and viewer.acts_for_office:
        return ALLOWED
    if group and group.memberships.current().filter(member=viewer, leads=True).exists():
        return ALLOWED
    return denied(_("Räume eröffnen die Leitung einer Arbeitsgruppe und die Geschäftsstelle."))

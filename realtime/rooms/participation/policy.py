"""Who may enter a room, leave it, invite to it and send somebody out of it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from community.people.models import Member
from community.people.viewer import Viewer, is_admitted
from community.web.verdicts import ALLOWED, HIDDEN, Verdict, denied
from realtime.rooms.management.policy import can_manage_room
from realtime.rooms.models import Room
from realtime.rooms.participation.membership import membership_of
from realtime.rooms.room.policy import archived, can_list_rooms, can_see_room


def can_enter_room(viewer: Viewer, room: Room) -> Verdict:
    """Open rooms are for everyone, others for whom they belong to; the office comes in with a reason."""
    return can_see_room(viewer, room)


def needs_reason_to_enter(viewer: Viewer, room: Room) -> bool:
    """The office may look into a room it does not belong to: openly, for a day, and saying why."""
    membership = membership_of(viewer, room)
    return room.is_closed and not membership.in_group and not membership.is_guest


def can_leave_room(viewer: Viewer, room: Room) -> Verdict:
    seen = can_see_room(viewer, room)
    if not seen:
        return seen
    membership = membership_of(viewer, room)
    if room.is_direct:
        return denied(_("Ein Gespräch zu zweit bleibt bestehen. Sie können es stumm schalten."))
    if room.is_closed and membership.in_group:
        return denied(_("Dieser Raum gehört zu Ihrer Arbeitsgruppe. Sie verlassen ihn mit ihr."))
    if membership.participation is None:
        return denied(_("Sie nehmen an diesem Raum nicht teil."))
    return ALLOWED


def can_invite(viewer: Viewer, room: Room) -> Verdict:
    """Letting someone in who does not belong to the group. A talk of two never grows."""
    if room.is_direct and can_see_room(viewer, room):
        return denied(
            _("Ein Gespräch zu zweit bleibt zu zweit. Bitte gehen Sie dafür in einen anderen Raum.")
        )
    managed = can_manage_room(viewer, room)
    if not managed:
        return managed
    return archived() if room.is_archived else ALLOWED


def can_invite_member(viewer: Viewer, room: Room, member: Member) -> Verdict:
    allowed = can_invite(viewer, room)
    if not allowed:
        return allowed
    if not member.is_admitted:
        return denied(_("Einladen können Sie nur aufgenommene Mitglieder."))
    return ALLOWED


def can_remove_participant(viewer: Viewer, room: Room, member: Member) -> Verdict:
    if room.is_direct and can_see_room(viewer, room):
        return denied(_("Aus einem Gespräch zu zweit kann niemand entfernt werden."))
    managed = can_manage_room(viewer, room)
    if not managed:
        return managed
    if member.pk == viewer.pk:
        return denied(_("Sich selbst entfernen Sie nicht; Sie können den Raum verlassen."))
    if room.is_closed and membership_of(member, room).in_group:
        return denied(_("Diese Person gehört zur Arbeitsgruppe. Bitte entfernen Sie sie dort."))
    return ALLOWED


def can_open_direct_room(viewer: Viewer, member: Member) -> Verdict:
    if not is_admitted(viewer):
        return can_list_rooms(viewer)
    if not member.is_admitted:
        return HIDDEN
    if member.pk == viewer.pk:
        return denied(_("Ein Gespräch braucht zwei."))
    return ALLOWED

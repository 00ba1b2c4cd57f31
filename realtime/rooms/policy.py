"""Who may do what in rooms. Lists are the querysets' business (`visible_to`); this is about single things."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from community.people.models import WorkingGroup
from community.people.security import is_secured
from community.people.standing import may_write
from community.web.verdicts import ALLOWED, HIDDEN, Verdict, denied
from realtime.rooms.models import Message, MessageRemoval, Room
from realtime.rooms.standing import standing_of

EDIT_WINDOW = timedelta(hours=24)
LOOKS_AFTER = "looks-after"


def can_list_rooms(viewer: Any) -> Verdict:
    if _is_admitted(viewer):
        return ALLOWED
    return denied(_("Die Räume öffnen sich, sobald die Geschäftsstelle Ihre Anmeldung geprüft hat."))


def can_see_room(viewer: Any, room: Room) -> Verdict:
    """May know of it. The office knows of every group's room, but that alone does not let it read."""
    if not _is_admitted(viewer):
        return HIDDEN
    if room.is_direct:
        return ALLOWED if room.is_of_two_with(viewer) else HIDDEN
    standing = standing_of(viewer, room)
    if room.is_open:
        return HIDDEN if standing.excluded else ALLOWED
    return ALLOWED if standing.in_group or standing.is_guest or is_office(viewer) else HIDDEN


def can_read_room(viewer: Any, room: Room) -> Verdict:
    """May read its messages, from `history_start` on."""
    seen = can_see_room(viewer, room)
    if not seen:
        return seen
    if history_start(viewer, room) is None:
        return denied(_("Was hier geschrieben wird, lesen Sie, sobald Sie in den Raum gegangen sind."))
    return ALLOWED


def history_start(viewer: Any, room: Room) -> int | None:
    """Messages behind this place are this viewer's to read; `None`: none are. Asked of rooms one may see."""
    standing = standing_of(viewer, room)
    if standing.participation and (not room.is_closed or standing.in_group or standing.is_guest):
        return standing.participation.from_seq
    if room.is_open and room.history == Room.History.ALL:
        return 0
    return None


def can_see_message(viewer: Any, message: Message) -> Verdict:
    if not can_read_room(viewer, message.room):
        return HIDDEN
    start = history_start(viewer, message.room)
    return ALLOWED if start is not None and message.seq > start else HIDDEN


def can_see_files(viewer: Any, message: Message) -> Verdict:
    """The files of a removed message go with its text."""
    return can_see_removed(viewer, message) if message.removed else can_see_message(viewer, message)


def can_enter_room(viewer: Any, room: Room) -> Verdict:
    """Open rooms are for everyone, others for whom they belong to; the office comes in with a reason."""
    return can_see_room(viewer, room)


def needs_reason_to_enter(viewer: Any, room: Room) -> bool:
    """The office may look into a room it does not belong to: openly, for a day, and saying why."""
    standing = standing_of(viewer, room)
    return room.is_closed and not standing.in_group and not standing.is_guest


def can_leave_room(viewer: Any, room: Room) -> Verdict:
    seen = can_see_room(viewer, room)
    if not seen:
        return seen
    standing = standing_of(viewer, room)
    if room.is_direct:
        return denied(_("Ein Gespräch zu zweit bleibt bestehen. Sie können es stumm schalten."))
    if room.is_closed and standing.in_group:
        return denied(_("Dieser Raum gehört zu Ihrer Arbeitsgruppe. Sie verlassen ihn mit ihr."))
    if standing.participation is None:
        return denied(_("Sie nehmen an diesem Raum nicht teil."))
    return ALLOWED


def can_send_message(viewer: Any, room: Room) -> Verdict:
    """Whoever may read may write, also the first words of someone who comes into an open room."""
    seen = can_see_room(viewer, room)
    if not seen:
        return seen
    if room.is_archived:
        return _archived()
    if not room.is_open and history_start(viewer, room) is None:
        return denied(_("Bitte gehen Sie zuerst in den Raum."))
    if room.is_direct and not room.partner_of(viewer).is_admitted:
        return denied(_("Die andere Person ist nicht mehr dabei. Was Sie geschrieben haben, bleibt lesbar."))
    return may_write(viewer, f"room:{room.pk}")


def can_quote_messages(viewer: Any, room: Room) -> Verdict:
    """Carrying words on to where others read them, by those who read them here. A talk of two stays one."""
    readable = can_read_room(viewer, room)
    if not readable:
        return readable
    if room.is_direct:
        return denied(
            _("Ein Gespräch zu zweit bleibt zu zweit. Was davon weitergehen soll, schreiben Sie neu.")
        )
    return ALLOWED


def can_edit_message(viewer: Any, message: Message) -> Verdict:
    """Authors their own, for a day. What was said before stays readable."""
    seen = can_see_message(viewer, message)
    if not seen:
        return seen
    if message.author_id != viewer.pk:
        return denied(_("Bearbeiten können Sie nur Ihre eigenen Nachrichten."))
    if message.removed:
        return denied(_("Diese Nachricht wurde entfernt und kann nicht mehr bearbeitet werden."))
    if message.room.is_archived:
        return _archived()
    if timezone.now() - message.created_at > EDIT_WINDOW:
        return denied(_("Nachrichten können Sie einen Tag lang bearbeiten. Schreiben Sie bitte eine neue."))
    return may_write(viewer, f"room:{message.room_id}")


def can_see_history(viewer: Any, message: Message) -> Verdict:
    """The versions of a standing message are open to its readers, those of a removed one to few."""
    seen = can_see_message(viewer, message)
    if not seen:
        return seen
    return can_see_removed(viewer, message) if message.removed else ALLOWED


def can_see_removed(viewer: Any, message: Message) -> Verdict:
    """Who reads the room and is one of `readers_of_removed`."""
    if not can_see_message(viewer, message):
        return HIDDEN
    return ALLOWED if roles_in(viewer, message.room) & readers_of_removed(message) else HIDDEN


def readers_of_removed(message: Message) -> frozenset[str]:
    """Authors still read what they wrote; those who look after the room read it to judge. In words of `roles_in`."""
    return frozenset({str(message.author_id), LOOKS_AFTER})


def roles_in(viewer: Any, room: Room) -> frozenset[str]:
    """What the viewer is in the room, in words that can be said to everyone: their own number, what they do there."""
    return frozenset({str(viewer.pk), *([LOOKS_AFTER] if looks_after(viewer, room) else [])})


def can_remove_message(viewer: Any, message: Message) -> Verdict:
    seen = can_see_message(viewer, message)
    if not seen:
        return seen
    if message.removed:
        return denied(_("Diese Nachricht ist bereits entfernt."))
    if message.author_id == viewer.pk or looks_after(viewer, message.room):
        return ALLOWED
    return denied(_("Entfernen können Sie nur Ihre eigenen Nachrichten. Anderes können Sie melden."))


def can_restore_message(viewer: Any, message: Message) -> Verdict:
    """Authors take back their own removal, the room's leads what they removed; the office takes back decisions."""
    seen = can_see_message(viewer, message)
    if not seen:
        return seen
    if not message.removed:
        return denied(_("Diese Nachricht ist nicht entfernt."))
    if looks_after(viewer, message.room) and _may_undo(viewer, message.removed):
        return ALLOWED
    if message.author_id != viewer.pk or message.removed.by_moderation:
        return denied(_("Diese Nachricht kann nur die Leitung des Raums wiederherstellen."))
    return ALLOWED


def can_react(viewer: Any, message: Message) -> Verdict:
    seen = can_see_message(viewer, message)
    if not seen:
        return seen
    if message.removed:
        return denied(_("Diese Nachricht ist entfernt."))
    return can_send_message(viewer, message.room)


def can_pin_message(viewer: Any, message: Message) -> Verdict:
    seen = can_see_message(viewer, message)
    if not seen:
        return seen
    if message.removed:
        return denied(_("Diese Nachricht ist entfernt."))
    return can_unpin_message(viewer, message)


def can_unpin_message(viewer: Any, message: Message) -> Verdict:
    seen = can_see_message(viewer, message)
    if not seen:
        return seen
    if message.room.is_archived:
        return _archived()
    if looks_after(viewer, message.room) or message.room.is_direct:
        return ALLOWED
    return denied(_("Anheften können die Leitung der Arbeitsgruppe und die Geschäftsstelle."))


def can_manage_room(viewer: Any, room: Room) -> Verdict:
    """Name, purpose, keeping, slow mode: the group's leads and the office. Nobody manages a talk of two."""
    seen = can_see_room(viewer, room)
    if not seen:
        return seen
    if looks_after(viewer, room):
        return ALLOWED
    return denied(_("Das können nur die Leitung der Arbeitsgruppe und die Geschäftsstelle."))


def can_archive_room(viewer: Any, room: Room) -> Verdict:
    managed = can_manage_room(viewer, room)
    if not managed:
        return managed
    return denied(_("Dieser Raum ist bereits archiviert.")) if room.is_archived else ALLOWED


def can_reopen_room(viewer: Any, room: Room) -> Verdict:
    managed = can_manage_room(viewer, room)
    if not managed:
        return managed
    return ALLOWED if room.is_archived else denied(_("Dieser Raum ist nicht archiviert."))


def can_invite(viewer: Any, room: Room) -> Verdict:
    """Letting someone in who does not belong to the group. A talk of two never grows."""
    if room.is_direct and can_see_room(viewer, room):
        return denied(
            _("Ein Gespräch zu zweit bleibt zu zweit. Bitte gehen Sie dafür in einen anderen Raum.")
        )
    managed = can_manage_room(viewer, room)
    if not managed:
        return managed
    return _archived() if room.is_archived else ALLOWED


def can_invite_member(viewer: Any, room: Room, member: Any) -> Verdict:
    allowed = can_invite(viewer, room)
    if not allowed:
        return allowed
    if not member.is_admitted:
        return denied(_("Einladen können Sie nur aufgenommene Mitglieder."))
    return ALLOWED


def can_remove_participant(viewer: Any, room: Room, member: Any) -> Verdict:
    if room.is_direct and can_see_room(viewer, room):
        return denied(_("Aus einem Gespräch zu zweit kann niemand entfernt werden."))
    managed = can_manage_room(viewer, room)
    if not managed:
        return managed
    if member.pk == viewer.pk:
        return denied(_("Sich selbst entfernen Sie nicht; Sie können den Raum verlassen."))
    if room.is_closed and standing_of(member, room).in_group:
        return denied(_("Diese Person gehört zur Arbeitsgruppe. Bitte entfernen Sie sie dort."))
    return ALLOWED


def can_export_transcript(viewer: Any, room: Room) -> Verdict:
    """For the file: those who look after the room, as far as they may read; of a talk of two, both."""
    readable = can_read_room(viewer, room)
    if not readable:
        return readable
    if looks_after(viewer, room) or room.is_direct:
        return ALLOWED
    return denied(_("Eine Mitschrift erstellen die Leitung der Arbeitsgruppe und die Geschäftsstelle."))


def can_create_room(viewer: Any, group: WorkingGroup | None) -> Verdict:
    """The office opens rooms for everyone and for groups; leads open rooms for their own group."""
    if not _is_admitted(viewer):
        return can_list_rooms(viewer)
    if is_office(viewer):
        return ALLOWED
    if group and group.memberships.current().filter(member=viewer, leads=True).exists():
        return ALLOWED
    return denied(_("Räume eröffnen die Leitung einer Arbeitsgruppe und die Geschäftsstelle."))


def can_open_direct_room(viewer: Any, member: Any) -> Verdict:
    if not _is_admitted(viewer):
        return can_list_rooms(viewer)
    if not member.is_admitted:
        return HIDDEN
    if member.pk == viewer.pk:
        return denied(_("Ein Gespräch braucht zwei."))
    return ALLOWED


def is_office(viewer: Any) -> bool:
    """Has the office's power, which needs a second factor."""
    return _is_admitted(viewer) and viewer.is_office and is_secured(viewer)


def looks_after(viewer: Any, room: Room) -> bool:
    """The group's leads and the office; nobody for a talk of two."""
    if not _is_admitted(viewer) or room.is_direct:
        return False
    return is_office(viewer) or standing_of(viewer, room).leads


def _may_undo(viewer: Any, removal: MessageRemoval) -> bool:
    return is_office(viewer) or not removal.by_moderation or removal.removed_by_id == viewer.pk


def _archived() -> Verdict:
    return denied(_("Dieser Raum ist archiviert. Sie können alles lesen, aber nichts Neues schreiben."))


def _is_admitted(viewer: Any) -> bool:
    return bool(getattr(viewer, "is_admitted", False))

"""Who may see, edit, remove and restore messages."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from community.people.models import Member
from community.people.sanctions import may_write
from community.people.viewer import Viewer
from community.web.verdicts import ALLOWED, HIDDEN, Verdict, denied
from realtime.rooms.models import Message, MessageRemoval
from realtime.rooms.room.policy import (
    LOOKS_AFTER,
    archived,
    can_read_room,
    history_start,
    looks_after,
    roles_in,
)

EDIT_WINDOW = timedelta(hours=24)


def can_see_message(viewer: Viewer, message: Message) -> Verdict:
    if not can_read_room(viewer, message.room):
        return HIDDEN
    start = history_start(viewer, message.room)
    return ALLOWED if start is not None and message.seq > start else HIDDEN


def can_see_files(viewer: Viewer, message: Message) -> Verdict:
    """The files of a removed message go with its text."""
    return can_see_removed(viewer, message) if message.removed else can_see_message(viewer, message)


def can_edit_message(viewer: Viewer, message: Message) -> Verdict:
    """Authors their own, for a day. What was said before stays readable."""
    seen = can_see_message(viewer, message)
    if not seen:
        return seen
    if message.author_id != viewer.pk:
        return denied(_("Bearbeiten können Sie nur Ihre eigenen Nachrichten."))
    if message.removed:
        return denied(_("Diese Nachricht wurde entfernt und kann nicht mehr bearbeitet werden."))
    if message.room.is_archived:
        return archived()
    if timezone.now() - message.created_at > EDIT_WINDOW:
        return denied(_("Nachrichten können Sie einen Tag lang bearbeiten. Schreiben Sie bitte eine neue."))
    return may_write(viewer, f"room:{message.room_id}")


def can_see_history(viewer: Viewer, message: Message) -> Verdict:
    """The versions of a message are open to its readers, those of a removed one to few."""
    seen = can_see_message(viewer, message)
    if not seen:
        return seen
    return can_see_removed(viewer, message) if message.removed else ALLOWED


def can_see_removed(viewer: Viewer, message: Message) -> Verdict:
    """Who reads the room and is one of `readers_of_removed`."""
    if not can_see_message(viewer, message):
        return HIDDEN
    return ALLOWED if roles_in(viewer, message.room) & readers_of_removed(message) else HIDDEN


def readers_of_removed(message: Message) -> frozenset[str]:
    """Authors still read what they wrote; those who look after the room read it to judge. In words of `roles_in`."""
    return frozenset({str(message.author_id), LOOKS_AFTER})


def can_remove_message(viewer: Viewer, message: Message) -> Verdict:
    seen = can_see_message(viewer, message)
    if not seen:
        return seen
    if message.removed:
        return denied(_("Diese Nachricht ist bereits entfernt."))
    if message.author_id == viewer.pk or looks_after(viewer, message.room):
        return ALLOWED
    return denied(_("Entfernen können Sie nur Ihre eigenen Nachrichten. Anderes können Sie melden."))


def can_restore_message(viewer: Viewer, message: Message) -> Verdict:
    """Authors take back their own removal, the room's leads what they removed; the office takes back decisions."""
    seen = can_see_message(viewer, message)
    if not seen:
        return seen
    if not message.removed:
        return denied(_("Diese Nachricht ist nicht entfernt."))
    if looks_after(viewer, message.room) and _may_undo(viewer, message, message.removed):
        return ALLOWED
    if message.author_id != viewer.pk or message.removed.by_moderation:
        return denied(_("Diese Nachricht kann nur die Leitung des Raums wiederherstellen."))
    return ALLOWED


def _may_undo(viewer: Member, message: Message, removal: MessageRemoval) -> bool:
    """What others decided about somebody's own message is not theirs to take back, whatever they look after."""
    if removal.removed_by_id == viewer.pk or not removal.by_moderation:
        return True
    return viewer.acts_for_office and message.author_id != viewer.pk

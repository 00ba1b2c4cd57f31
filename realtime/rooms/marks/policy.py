"""Who may react to a message and pin one."""

from __future__ import annotations

from django.utils.translation import gettext as _

from community.people.viewer import Viewer
from community.web.verdicts import ALLOWED, Verdict, denied
from realtime.rooms.messages.policy import can_see_message
from realtime.rooms.models import Message
from realtime.rooms.room.policy import archived, looks_after
from realtime.rooms.sending.policy import can_send_message


def can_react(viewer: Viewer, message: Message) -> Verdict:
    seen = can_see_message(viewer, message)
    if not seen:
        return seen
    if message.removed:
        return denied(_("Diese Nachricht ist entfernt."))
    return can_send_message(viewer, message.room)


def can_pin_message(viewer: Viewer, message: Message) -> Verdict:
    seen = can_see_message(viewer, message)
    if not seen:
        return seen
    if message.removed:
        return denied(_("Diese Nachricht ist entfernt."))
    return can_unpin_message(viewer, message)


def can_unpin_message(viewer: Viewer, message: Message) -> Verdict:
    seen = can_see_message(viewer, message)
    if not seen:
        return seen
    if message.room.is_archived:
        return archived()
    if looks_after(viewer, message.room) or message.room.is_direct:
        return ALLOWED
    return denied(_("Anheften können die Leitung der Arbeitsgruppe und die Geschäftsstelle."))

"""Small marks: reactions and pins. Each change is told like any other; making one twice changes nothing."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from community.audit.record import record
from community.people.models import Member
from community.web.refusals import Conflict
from realtime.rooms.marks import policy
from realtime.rooms.marks.models import PINS_PER_ROOM
from realtime.rooms.messages.heads import change_message, locked_message
from realtime.rooms.models import Message, Pin, Reaction


def react(actor: Member, message: Message, *, kind: str) -> Message:
    """Say one of the four things. Raises `ValueError` for any other."""
    kind = Reaction.Kind(kind)
    with transaction.atomic():
        room, message = locked_message(message)
        policy.can_react(actor, message).require()
        _reaction, made = Reaction.objects.get_or_create(message=message, member=actor, kind=kind)
        return change_message(room, message) if made else message


def unreact(actor: Member, message: Message, *, kind: str) -> Message:
    """Take a reaction back."""
    kind = Reaction.Kind(kind)
    with transaction.atomic():
        room, message = locked_message(message)
        policy.can_react(actor, message).require()
        taken, _rows = Reaction.objects.filter(message=message, member=actor, kind=kind).delete()
        return change_message(room, message) if taken else message


def pin_message(actor: Member, message: Message) -> Message:
    """Keep the message at hand for everyone. Raises `Conflict` where five are pinned."""
    with transaction.atomic():
        room, message = locked_message(message)
        policy.can_pin_message(actor, message).require()
        if message.is_pinned:
            return message
        taken = set(Pin.objects.filter(room=room).values_list("place", flat=True))
        place = next((place for place in range(1, PINS_PER_ROOM + 1) if place not in taken), None)
        if place is None:
            raise Conflict(_("Fünf Nachrichten sind schon angeheftet. Bitte lösen Sie zuerst eine davon."))
        Pin.objects.create(room=room, message=message, place=place, pinned_by=actor)
        record(actor, "pin_message", message, after={"place": place})
        return change_message(room, message)


def unpin_message(actor: Member, message: Message) -> Message:
    """The message is one among others again."""
    with transaction.atomic():
        room, message = locked_message(message)
        policy.can_unpin_message(actor, message).require()
        if not message.is_pinned:
            return message
        record(actor, "unpin_message", message, before={"place": message.pin.place})
        message.pin.delete()
        return change_message(room, message)

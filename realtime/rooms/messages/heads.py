"""The room's counter: locked, raised by one for every durable change of a message, told after commit."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db import transaction

from community import live
from community.compiled_queries import CompiledQuery
from realtime.rooms.messages.events import head_event, message_event
from realtime.rooms.models import Message, Participation, Room


def locked(room: Room) -> Room:
    """The room's row, fresh and locked until the transaction ends. Raises `Room.DoesNotExist`."""
    found = _by_key_locked.first(pk=room.pk)
    if found is None:
        raise Room.DoesNotExist
    return found


_by_key_locked: CompiledQuery[Room] = CompiledQuery(
    lambda pk: Room.objects.select_for_update(of=("self",)).filter(pk=pk), pk=int
)


def locked_message(message: Message) -> tuple[Room, Message]:
    """The message's room, locked, and the message as it stands in it now."""
    room = locked(message.room)
    message = Message.objects.with_event().get(pk=message.pk)
    message.room = room
    return room, message


def change_message(room: Room, message: Message, **changes: Any) -> Message:
    """Count one durable change of a message in a locked room, store it with `changes` and tell everyone."""
    room.head += 1
    room.save(update_fields=["head"])
    Message.objects.filter(pk=message.pk).update(rev=room.head, **changes)
    message = Message.objects.with_event().get(pk=message.pk)
    tell_change(room, message)
    return message


def show_cards(keys: Collection[int]) -> None:
    """Something refers to these messages now, or no longer: whoever has them on the screen looks again."""
    for found in Message.objects.filter(pk__in=keys).select_related("room").order_by("room", "seq"):
        with transaction.atomic():
            room, message = locked_message(found)
            change_message(room, message, has_cards=True)


def tell_new(room: Room, message: Message) -> None:
    """Everybody who listens came before this message."""
    live.publish(room.stream, message_event(message))


def tell_change(room: Room, message: Message) -> None:
    """An event is the same for everyone: where somebody came after the message, only the bell is rung."""
    newcomers = Participation.objects.current().filter(room=room, from_seq__gte=message.seq)
    live.publish(room.stream, head_event(room) if newcomers.exists() else message_event(message))

"""How messages look elsewhere, and the way from things of others into a room."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from community.quotes import Card, Offer, Quotable, offer, show
from realtime.rooms.messages.addresses import message_at
from realtime.rooms.messages.heads import show_cards
from realtime.rooms.models import Message
from realtime.rooms.room import policy as room_policy


def _messages(viewer: Any, keys: Collection[int]) -> dict[int, Card]:
    rows = Message.objects.visible_to(viewer).standing().filter(pk__in=keys)
    return {message.pk: _card(message) for message in rows.select_related("room", "author")}


def _card(message: Message) -> Card:
    room = message.room
    where = _("Gespräch zu zweit") if room.is_direct else _("Raum „%(room)s“") % {"room": room.name}
    return Card(
        kind="nachricht",
        key=message.pk,
        label=where,
        title=_("Nachricht von %(name)s") % {"name": message.author.name},
        address=message.get_absolute_url(),
        excerpt=message.excerpt,
    )


@offer
def discuss(viewer: Any, kind: str, key: int) -> Offer | None:
    """Whatever has a card can be talked about."""
    if kind == "nachricht" or not room_policy.can_list_rooms(viewer):
        return None
    return Offer(_("Im Raum besprechen"), f"{reverse('discuss_thing')}?was={kind}:{key}", icon="room")


show(Quotable("nachricht", cards=_messages, recognise=message_at, cited=show_cards))

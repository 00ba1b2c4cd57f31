"""What rooms tell people about, and where they choose how much."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from community.notices import registry
from community.notices.models import Level
from community.notices.registry import Entry, Kind, Letter, Place, Subject, Watched
from community.web.verdicts import HIDDEN, Verdict
from realtime.rooms.models import Message, Participation, Room
from realtime.rooms.participation import actions as participation_actions
from realtime.rooms.room import policy as room_policy
from realtime.rooms.sending import actions as sending_actions
from realtime.rooms.sending import telling

ENTRIES = 20
# Rooms keep their levels with the participation and call the middle one by what it means there.
OURS = {
    Level.ALL: Participation.Level.ALL,
    Level.IMPORTANT: Participation.Level.MENTIONS,
    Level.NOTHING: Participation.Level.NOTHING,
}
THEIRS = {str(ours): level for level, ours in OURS.items()}


def _find(keys: Collection[int]) -> dict[int, Room]:
    return Room.objects.with_owners().in_bulk(keys)


def _entries(viewer: Any, room: Room, first: int) -> list[Entry]:
    messages = Message.objects.visible_to(viewer).in_room(room).standing().filter(seq__gte=first)
    found = messages.exclude(author=viewer).select_related("author__municipality").order_by("seq")[:ENTRIES]
    return [
        Entry(message.author.name, message.created_at, message.source, _address(room, message))
        for message in found
    ]


def _answer(member: Any, room: Room, letter: Letter) -> None:
    """An answer by mail. Raises as `send_message` does."""
    if letter.files:
        raise ValidationError({"files": gettext("In Räume können Sie per Mail keine Dateien schicken.")})
    sending_actions.send_message(member, room, text=letter.text, key=letter.key)


def _address(room: Room, message: Message) -> str:
    return f"{room.get_absolute_url()}?um={message.seq}#nachricht-{message.seq}"


def _rooms(member: Any) -> list[Watched]:
    current = Participation.objects.current().filter(member=member, room__is_archived=False)
    parts = current.select_related(
        "room__group", "room__first__municipality", "room__second__municipality"
    ).order_by("-room__active_at")
    return [
        Watched(
            part.room_id,
            part.room.title_for(member),
            part.room.get_absolute_url(),
            THEIRS[part.level],
            _("weil Sie an diesem Raum teilnehmen"),
        )
        for part in parts
    ]


def _can_see(member: Any, key: int) -> Verdict:
    room = Room.objects.filter(pk=key).first()
    return room_policy.can_read_room(member, room) if room else HIDDEN


def _set_level(member: Any, key: int, level: str) -> None:
    participation_actions.set_level(member, Room.objects.get(pk=key), level=OURS[Level(level)])


registry.register_subject(
    Subject(
        "room",
        find=_find,
        can_see=room_policy.can_read_room,
        title=lambda viewer, room: room.title_for(viewer),
        label=lambda room: str(_("Raum")),
        address=lambda room: room.get_absolute_url(),
        entries=_entries,
        is_closed=lambda room: not room.is_open,
        answer=_answer,
    )
)
registry.register_kind(
    Kind(
        telling.MENTION,
        "room",
        _("%(who)s hat Sie in einem Raum erwähnt."),
        _("weil Sie in dieser Nachricht mit „@“ angesprochen sind"),
    )
)
registry.register_kind(
    Kind(
        telling.MESSAGE,
        "room",
        _("%(who)s hat in einem Raum geschrieben."),
        _("weil Sie für diesen Raum „Alles“ gewählt haben"),
    )
)
registry.register_place(
    Place(
        "room",
        heading=_("Räume"),
        explains={
            Level.ALL: _("jede Nachricht; bis Sie nachsehen, genügt ein Hinweis"),
            Level.IMPORTANT: _("wenn Sie jemand erwähnt"),
            Level.NOTHING: _("nichts"),
        },
        listing=_rooms,
        can_see=_can_see,
        set_level=_set_level,
    )
)

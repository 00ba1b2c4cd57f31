"""What a room is in the house: told about, followed live, and a place to talk about things of others."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Count, QuerySet
from django.urls import ResolverMatch, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from community.kinds import Kind, register
from community.live.kind import Streamed
from community.live.registry import Pair
from community.notices.kind import Answerable, Entry, Letter, NoticeType, Watchable, Watched
from community.notices.models import Level
from community.people.models import Member
from community.people.viewer import Viewer
from community.quotes.kind import Discussing, Offer, Quotable
from realtime.rooms.messages.addresses import name_of
from realtime.rooms.models import Message, Participation, Room
from realtime.rooms.participation import actions as participation_actions
from realtime.rooms.participation.membership import look_up_many
from realtime.rooms.room import policy as room_policy
from realtime.rooms.sending import actions as sending_actions
from realtime.rooms.sending import telling

ENTRIES = 20
TYPING_UP_TO = 30
# Rooms keep their levels with the participation and call the middle one by what it means there.
OURS = {
    Level.ALL: Participation.Level.ALL,
    Level.IMPORTANT: Participation.Level.MENTIONS,
    Level.NOTHING: Participation.Level.NOTHING,
}
THEIRS = {str(ours): level for level, ours in OURS.items()}


@register
class RoomKind(Kind[Room], Answerable, Watchable, Discussing, Streamed):
    slug, model, label = "room", Room, _("Raum")
    word = "raum"

    def rows(self) -> QuerySet[Room]:
        return Room.objects.with_owners()

    def visible_to(self, viewer: Viewer) -> QuerySet[Room]:
        return Room.objects.readable_by(viewer)

    def can_see(self, viewer: Viewer, room: Room) -> Any:
        return room_policy.can_read_room(viewer, room)

    def title(self, room: Room) -> str:
        return room.name or name_of(room)

    def author(self, room: Room) -> None:
        """Nobody's."""

    def at(self, match: ResolverMatch, fragment: str) -> int | None:
        return match.kwargs["pk"] if match.url_name == "show_room" else None

    # Told about, and answered by mail

    notice_types = (
        NoticeType(
            telling.MENTION,
            _("%(who)s hat Sie in einem Raum erwähnt."),
            _("weil Sie in dieser Nachricht mit „@“ angesprochen sind"),
        ),
        NoticeType(
            telling.MESSAGE,
            _("%(who)s hat in einem Raum geschrieben."),
            _("weil Sie für diesen Raum „Alles“ gewählt haben"),
        ),
    )

    def title_for(self, member: Member, room: Room) -> str:
        """A talk of two is called by whom one talks to."""
        return room.title_for(member)

    def entries(self, member: Member, room: Room, first: int) -> list[Entry]:
        messages = Message.objects.visible_to(member).in_room(room).not_removed().filter(seq__gte=first)
        found = messages.exclude(author=member).select_related("author__municipality").order_by("seq")
        return [
            Entry(message.author.name, message.created_at, message.source, _address(room, message))
            for message in found[:ENTRIES]
        ]

    def is_closed(self, room: Room) -> bool:
        return not room.is_open

    def answer(self, member: Member, room: Room, letter: Letter) -> None:
        if letter.files:
            raise ValidationError({"files": gettext("In Räume können Sie per Mail keine Dateien schicken.")})
        sending_actions.send_message(member, room, text=letter.text, key=letter.key)

    # How much of it a member wants to hear

    watched_heading = _("Räume")
    levels_mean = {
        Level.ALL: _("jede Nachricht; bis Sie nachsehen, genügt ein Hinweis"),
        Level.IMPORTANT: _("wenn Sie jemand erwähnt"),
        Level.NOTHING: _("nichts"),
    }

    def watched(self, member: Member) -> list[Watched]:
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

    def set_level(self, member: Member, key: int, level: str) -> None:
        participation_actions.set_level(member, Room.objects.get(pk=key), level=OURS[Level(level)])

    # Here things of others are talked about

    def offer(self, viewer: Viewer, kind: Quotable, key: int) -> Offer | None:
        """Whatever has a card, but what was said in a room already."""
        if kind.slug == "message" or not room_policy.can_list_rooms(viewer):
            return None
        address = f"{reverse('discuss_thing')}?was={kind.url_word}:{key}"
        return Offer(gettext("Im Raum besprechen"), address, icon="room")

    # Followed live, with who is typing and who is here

    presence = True

    def may_listen(self, member: Member, key: int) -> bool:
        room = Room.objects.filter(pk=key).first()
        return room is not None and _may_hear(member, room)

    def may_listen_many(self, pairs: set[Pair]) -> set[Pair]:
        people = Member.objects.for_verdicts({member for member, _key in pairs})
        rooms = Room.objects.in_bulk({key for _member, key in pairs})
        known = {(member, key) for member, key in pairs if member in people and key in rooms}
        look_up_many({(people[member], rooms[key]) for member, key in known})
        return {(member, key) for member, key in known if _may_hear(people[member], rooms[key])}

    def typing_in(self, keys: set[int]) -> set[int]:
        """Where few enough take part that it helps and does not unsettle."""
        parts = Participation.objects.current().filter(room__in=keys)
        crowded = parts.values("room").annotate(people=Count("pk")).filter(people__gt=TYPING_UP_TO)
        return keys - set(crowded.values_list("room", flat=True))


def _may_hear(member: Member, room: Room) -> bool:
    """An archived room is read, but nothing is heard from it any more."""
    return not room.is_archived and bool(room_policy.can_read_room(member, room))


def _address(room: Room, message: Message) -> str:
    return f"{room.get_absolute_url()}?um={message.seq}#nachricht-{message.seq}"

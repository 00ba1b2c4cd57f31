"""What somebody's part in a room is in the house: shutting someone out of an open room is a decision about it."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from community.kinds import Kind, register
from community.moderation.kind import Measure, Reportable, Snapshot
from community.people.models import Member
from community.people.viewer import Viewer
from realtime.rooms.messages.addresses import name_of
from realtime.rooms.models import Exclusion, Participation
from realtime.rooms.participation import exclusion


class ShutOut(Measure):
    slug = "shut_out"
    name = _("Aus dem Raum nehmen")
    done = _("Sie sind nicht mehr in diesem Raum und kommen nur auf Einladung wieder hinein.")
    visibility = "DECISION_VISIBILITY_OTHER"

    def possible(self, part: Participation) -> bool:
        return not Exclusion.objects.filter(room=part.room, member=part.member).exists()

    def carry_out(self, part: Participation, decision: Any, reason: str) -> dict[str, Any]:
        return exclusion.shut_out(part, decision, reason)

    def take_back(self, part: Participation, before: dict[str, Any]) -> None:
        exclusion.let_back_in(part, before)


@register
class ParticipationKind(Kind[Participation], Reportable):
    slug, model, label = "participation", Participation, _("Teilnahme an einem Raum")
    word = "teilnahme"
    measures = (ShutOut(),)
    can_be_removed = False

    def rows(self) -> QuerySet[Participation]:
        return Participation.objects.select_related("room__group", "member")

    def visible_to(self, viewer: Viewer) -> QuerySet[Participation]:
        """It has no page; people are reported by what they say."""
        return Participation.objects.none()

    def title(self, part: Participation) -> str:
        return name_of(part.room)

    def address(self, part: Participation) -> str:
        return part.room.get_absolute_url()

    def author(self, part: Participation) -> Member:
        return part.member

    def snapshot(self, part: Participation) -> Snapshot:
        return {
            "title": name_of(part.room),
            "text": "",
            "author": part.member.name,
            "at": part.joined_at.isoformat(),
            "revision": 0,
            "removed": part.left_at is not None,
            "context": [],
        }

    def scope(self, part: Participation) -> str:
        return f"room:{part.room_id}"

    def place(self, part: Participation) -> str:
        return name_of(part.room)

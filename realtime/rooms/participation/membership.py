"""Whether and how a member belongs to a room: what every policy about it asks, looked up once for a room's row."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone

from community.compiled_queries import CompiledQuery
from community.people.models import Membership
from community.people.viewer import Viewer
from realtime.rooms.models import Exclusion, Participation, Room


@dataclass(frozen=True)
class RoomMembership:
    """`participation` is the current one or `None`; `in_group` and `leads` concern the group that owns the room."""

    participation: Participation | None = None
    in_group: bool = False
    leads: bool = False
    excluded: bool = False

    @property
    def is_guest(self) -> bool:
        return self.participation is not None and self.participation.invited_by_id is not None


def membership_of(viewer: Any, room: Room) -> RoomMembership:
    """At most two queries the first time a room's row is asked about this viewer; then remembered with the row."""
    remembered = _remembered(room)
    if viewer.pk not in remembered:
        look_up_many({(viewer, room)})
    return remembered[viewer.pk]


def room_taken_part_in(viewer: Viewer, pk: int) -> Room | None:
    """The room's row, and with it how the viewer belongs to it: one question less. `None` where they take no part."""
    row = _with_room.first(member=viewer.pk, room=pk, now=timezone.now())
    if row is None:
        return None
    _look_up_rest({(viewer, row.room)}, taking_part=[row])
    return row.room


_with_room: CompiledQuery[Participation] = CompiledQuery(
    lambda member, room, now: (
        Participation.objects.current(now).select_related("room").filter(member=member, room=room)
    ),
    member=int,
    room=int,
    now=datetime,
)


def forget_memberships(room: Room) -> None:
    """Who takes part has changed: ask again."""
    _remembered(room).clear()


def look_up_many(pairs: set[tuple[Any, Room]]) -> None:
    """Look up how each viewer belongs to each room and remember it with the rooms' rows: three queries at most."""
    viewers, rooms = {viewer.pk for viewer, _room in pairs}, {room.pk for _viewer, room in pairs}
    _look_up_rest(pairs, taking_part=_taking_part(viewers, rooms))


def _look_up_rest(pairs: set[tuple[Any, Room]], *, taking_part: Iterable[Participation]) -> None:
    """Look up the rest of how each viewer belongs to each room, of which `taking_part` are all that matter."""
    participations = {(row.member_id, row.room_id): row for row in taking_part}
    viewers = {viewer.pk for viewer, _room in pairs}
    leading = _leading(viewers, {room.group_id for _viewer, room in pairs if room.group_id})
    strangers = {
        (viewer.pk, room.pk)
        for viewer, room in pairs
        if room.is_open and (viewer.pk, room.pk) not in participations
    }
    shut_out = _shut_out(strangers)
    for viewer, room in pairs:
        pair, leads = (viewer.pk, room.pk), leading.get((viewer.pk, room.group_id))
        _remembered(room)[viewer.pk] = RoomMembership(
            participation=participations.get(pair),
            in_group=leads is not None,
            leads=bool(leads),
            excluded=pair in shut_out,
        )


def _taking_part(viewers: set[int], rooms: set[int]) -> Iterable[Participation]:
    if len(viewers) == len(rooms) == 1:
        return _of_one(member=min(viewers), room=min(rooms), now=timezone.now())
    return Participation.objects.current().filter(member__in=viewers, room__in=rooms)


_of_one: CompiledQuery[Participation] = CompiledQuery(
    lambda member, room, now: Participation.objects.current(now).filter(member=member, room=room),
    member=int,
    room=int,
    now=datetime,
)


def _leading(viewers: set[int], groups: set[int]) -> dict[tuple[int, int | None], bool]:
    """Who belongs to which of the groups, and whether they lead it."""
    if not groups:
        return {}
    rows = Membership.objects.current().filter(member__in=viewers, group__in=groups)
    return {(member, group): leads for member, group, leads in rows.values_list("member", "group", "leads")}


def _shut_out(strangers: set[tuple[int, int]]) -> set[tuple[int, int]]:
    if not strangers:
        return set()
    rows = Exclusion.objects.filter(
        member__in={member for member, _room in strangers}, room__in={room for _member, room in strangers}
    )
    return strangers & set(rows.values_list("member", "room"))


def _remembered(room: Room) -> dict[int, RoomMembership]:
    memberships: dict[int, RoomMembership] = room.__dict__.setdefault("_memberships", {})
    return memberships

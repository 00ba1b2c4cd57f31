"""Rooms for the contract tests: an open one, one of the group, a talk of two, an archived one; each with its word.

`lead`, `expert` and `head` belong to the group, `lead` leads it. `moderator` has the office's power and nothing more.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from community.people.models import WorkingGroup
from realtime.rooms.management import actions as management_actions
from realtime.rooms.marks import actions as mark_actions
from realtime.rooms.messages import actions as message_actions
from realtime.rooms.models import Message, Room
from tests.factories.rooms import again, fresh, say


@dataclass
class RoomScene:
    """What stands in the rooms: `gone` was taken down by the office, `changed` edited by its author."""

    cafe: Room
    table: Room
    pair: Room
    archive: Room
    changed: Message
    gone: Message
    table_message: Message


def build_rooms(people: dict[str, Any], group: WorkingGroup) -> RoomScene:
    author, expert, moderator = people["author"], people["expert"], people["moderator"]
    cafe = management_actions.create_room(
        moderator, group=None, name="Kaffeehaus", purpose="Wo Pflaumenmus gekocht wird"
    )
    table = management_actions.create_room(
        moderator, group=group, name="Stammtisch", purpose="Alles zum Rübenkompass"
    )
    archive = management_actions.create_room(moderator, group=None, name="Dachboden")
    pair = management_actions.open_direct_room(author, expert)
    changed = say(author, cafe, "Pflaumenmus mit Zimt")
    message_actions.edit_message(author, changed, text="Pflaumenmus mit Nelken")
    gone = say(author, cafe, "Geheimpflaumenmus: eine Grobheit")
    message_actions.remove_message(moderator, gone, reason="Beleidigung")
    table_message = say(expert, table, "Der Rübenkompass zeigt nach Westen")
    mark_actions.pin_message(people["lead"], table_message)
    say(author, pair, "Flüsterdistel, nur für uns")
    say(author, archive, "Spinnwebfaden")
    management_actions.archive_room(moderator, archive, reason="Ausgekehrt")
    return RoomScene(
        cafe=fresh(cafe),
        table=fresh(table),
        pair=fresh(pair),
        archive=fresh(archive),
        changed=again(changed),
        gone=again(gone),
        table_message=again(table_message),
    )

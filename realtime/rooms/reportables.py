"""Messages can be reported: how the office finds, reads and keeps them without having been in the room.

Somebody's part in a room is known here too, for shutting someone out of an open room is a decision about it.

What someone reports shows its surroundings at that moment, in every kind of room: whoever was there shows it.
"""

from __future__ import annotations

from typing import Any

from django.urls import ResolverMatch
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.moderation.reports.evidence import describe_files
from community.moderation.things import Measure, Reportable, Snapshot, find_row, provide
from realtime.rooms.messages import actions as message_actions
from realtime.rooms.messages import policy as message_policy
from realtime.rooms.messages.addresses import message_at
from realtime.rooms.models import Exclusion, Message, MessageAttachment, Participation, Room
from realtime.rooms.participation import exclusion
from realtime.rooms.room import policy as room_policy

NEIGHBOURS = 10


def _find(key: str) -> Message | None:
    return find_row(Message.objects.select_related("room__group", "author", "removal", "pin"), key)


def _may_see(viewer: Any, message: Message) -> bool:
    """What was taken down already is no longer reported."""
    return bool(message_policy.can_see_message(viewer, message)) and not message.removed


def _title(message: Message) -> str:
    if message.room.is_direct:
        return _("Nachricht in einem Gespräch zu zweit")
    return _("Nachricht %(seq)d im Raum „%(room)s“") % {"seq": message.seq, "room": message.room.name}


def _snapshot(message: Message) -> Snapshot:
    return _what_stands(message) | {"title": _title(message), "context": _around(message)}


def _around(message: Message) -> list[dict[str, Any]]:
    """Ten messages before, ten after, and what it answers."""
    rows = Message.objects.in_room(message.room).select_related("author", "removal")
    rows = rows.prefetch_related("attachments__upload")
    before = list(rows.before(message.seq)[:NEIGHBOURS])[::-1]
    after = list(rows.after(message.seq)[:NEIGHBOURS])
    seen = {row.seq for row in before}
    number = message.reply_to
    answered = rows.filter(seq=number).first() if number is not None and number not in seen else None
    shown = [answered, *before, *after] if answered else [*before, *after]
    return [_neighbour(row, message) for row in shown]


def _neighbour(row: Message, message: Message) -> dict[str, Any]:
    label = _("%(seq)d, darauf antwortet die Nachricht") if row.seq == message.reply_to else _("%(seq)d")
    return _what_stands(row) | {"label": label % {"seq": row.seq}}


def _what_stands(message: Message) -> Snapshot:
    files = message.file_names
    said = [message.source, _("[Dateien: %(names)s]") % {"names": files} if files else ""]
    return {
        "text": "\n\n".join(part for part in said if part),
        "author": message.author.name,
        "at": message.created_at.isoformat(),
        "revision": message.edit_count,
        "removed": bool(message.removed),
        "files": describe_files(file.upload for file in message.attachments.all()),
    }


def _recognise(match: ResolverMatch, fragment: str) -> str:
    """A message by its address, or by that of a file of its own."""
    if match.url_name == "show_upload":
        rows = MessageAttachment.objects.filter(upload=match.kwargs["pk"])
        return str(rows.values_list("message", flat=True).first() or "")
    return str(message_at(match, fragment) or "")


def _ways(viewer: Any, message: Message) -> list[tuple[str, str]]:
    """Looking at it where it was said; the office first comes in and says why."""
    if room_policy.can_see_room(viewer, message.room) and not message_policy.can_see_message(viewer, message):
        return [(_("Raum betreten …"), message.room.get_absolute_url())]
    return []


HIDE = Measure(
    slug="hide",
    name=gettext_lazy("Nachricht ausblenden"),
    done=gettext_lazy(
        "Ihre Nachricht ist für andere nicht mehr zu lesen. An ihrer Stelle steht ein Hinweis."
    ),
    possible=lambda message: not message.removed,
    carry_out=message_actions.hide_message,
    take_back=message_actions.show_message,
)


SHUT_OUT = Measure(
    slug="shut_out",
    name=gettext_lazy("Aus dem Raum nehmen"),
    done=gettext_lazy("Sie sind nicht mehr in diesem Raum und kommen nur auf Einladung wieder hinein."),
    possible=lambda part: not Exclusion.objects.filter(room=part.room, member=part.member).exists(),
    carry_out=exclusion.shut_out,
    take_back=exclusion.let_back_in,
    visibility="DECISION_VISIBILITY_OTHER",
)


def _place(room: Room) -> str:
    if room.is_direct:
        return _("Gespräch zu zweit")
    return _("Raum „%(room)s“") % {"room": room.name}


def _find_part(key: str) -> Participation | None:
    return find_row(Participation.objects.select_related("room__group", "member"), key)


def _snapshot_of_part(part: Participation) -> Snapshot:
    return {
        "title": _place(part.room),
        "text": "",
        "author": part.member.name,
        "at": part.joined_at.isoformat(),
        "revision": 0,
        "removed": part.left_at is not None,
        "context": [],
    }


provide(
    Reportable(
        kind="nachricht",
        name=gettext_lazy("Nachricht"),
        find=_find,
        may_see=_may_see,
        author=lambda message: message.author,
        title=_title,
        address=lambda message: message.get_absolute_url(),
        snapshot=_snapshot,
        recognise=_recognise,
        scope=lambda message: f"room:{message.room_id}",
        place=lambda message: _place(message.room),
        measures=(HIDE,),
        ways=_ways,
    )
)
provide(
    Reportable(
        kind="teilnahme",
        name=gettext_lazy("Teilnahme an einem Raum"),
        find=_find_part,
        may_see=lambda viewer, part: False,  # people are reported by what they say
        author=lambda part: part.member,
        title=lambda part: _place(part.room),
        address=lambda part: part.room.get_absolute_url(),
        snapshot=_snapshot_of_part,
        scope=lambda part: f"room:{part.room_id}",
        place=lambda part: _place(part.room),
        measures=(SHUT_OUT,),
        can_be_removed=False,
    )
)

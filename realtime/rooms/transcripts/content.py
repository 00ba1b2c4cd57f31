"""A room's words for the file: Markdown that is readable as plain text, with who took part and what was removed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from django.db.models import Q, QuerySet
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from community.people.viewer import Viewer
from community.text import slugify_de
from realtime.rooms.models import Message, Participation, Room
from realtime.rooms.room import policy as room_policy

AT_ONCE = 500


def transcript(viewer: Viewer, room: Room, *, start: date | None = None, end: date | None = None) -> str:
    """Everything the viewer may read from `start` to `end` (days included), in order."""
    messages = said(viewer, room, start=start, end=end)
    facts = [f"{name}: {value}" for name, value in facts_of(room, start, end)]
    people = [f"- {person}" for person in people_of(room, messages)]
    parts = [
        f"# {room.title_for(viewer)}",
        "  \n".join([room.purpose, *facts] if room.purpose else facts),
        "\n".join([f"## {_('Teilnehmende')}", "", *people]),
        *_days(messages),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def file_name(room: Room, ending: str = "md") -> str:
    return f"mitschrift-{slugify_de(room.name or 'gespraech')}-{timezone.localdate().isoformat()}.{ending}"


def said(
    viewer: Viewer, room: Room, *, start: date | None = None, end: date | None = None
) -> QuerySet[Message]:
    """The messages of these days that the viewer may read, with what a transcript says about each."""
    messages = Message.objects.in_room(room).readable_from(room_policy.history_start(viewer, room))
    if start:
        messages = messages.filter(created_at__gte=_midnight(start))
    if end:
        messages = messages.filter(created_at__lt=_midnight(end + timedelta(days=1)))
    messages = messages.order_by("seq").select_related("author__municipality", "removal")
    return messages.prefetch_related("attachments__upload")


def facts_of(room: Room, start: date | None, end: date | None) -> list[tuple[str, str]]:
    """Pairs of name and value: whose room, which days, made when."""
    span = {"start": day_words(start) if start else _("Beginn"), "end": day_words(end) if end else _("heute")}
    made = formats.date_format(timezone.localtime(), "DATETIME_FORMAT")
    whose = [(_("Arbeitsgruppe"), room.group.name)] if room.group else []
    return [*whose, (_("Zeitraum"), _("%(start)s bis %(end)s") % span), (_("Mitschrift vom"), made)]


def people_of(room: Room, messages: QuerySet[Message]) -> list[str]:
    """Who takes part now or has written in these days: name and place."""
    wrote = messages.order_by().values("author")
    present = Participation.objects.filter(Q(left_at__isnull=True) | Q(member__in=wrote), room=room)
    people = {
        row.member_id: f"{row.member.name}{f', {row.member.place}' if row.member.place else ''}"
        for row in present.select_related("member__municipality").order_by("member__folded", "pk")
    }
    return list(people.values())


def _days(messages: QuerySet[Message]) -> Iterator[str]:
    today: date | None = None
    for message in messages.iterator(chunk_size=AT_ONCE):
        moment = timezone.localtime(message.created_at)
        if moment.date() != today:
            today = moment.date()
            yield f"## {day_words(today)}"
        words = tombstone(message) if message.removed else _words(message)
        yield f"**{message.author.name}**, {about(message, moment)}\n\n{words}"


def about(message: Message, moment: datetime) -> str:
    """What stands behind the name: when, at which place, and what it answers."""
    said = f"{moment:%H:%M} ({message.seq})"
    if message.reply_to:
        said += " – " + _("Antwort auf %(seq)d") % {"seq": message.reply_to}
    if message.edit_count and not message.removed:
        said += " – " + _("bearbeitet")
    return said


def _words(message: Message) -> str:
    files = message.file_names
    said = [message.source] if message.source else []
    return "\n\n".join([*said, _("[Dateien: %(names)s]") % {"names": files}] if files else said)


def tombstone(message: Message) -> str:
    """What stands in the place of a removed message."""
    removal = message.removal
    by = (
        _("von der Leitung des Raums")
        if removal.by_moderation
        else _("von der Person, die sie geschrieben hat,")
    )
    day = day_words(timezone.localtime(removal.removed_at).date())
    sentence = _("[Nachricht am %(day)s %(by)s entfernt]") % {"day": day, "by": by}
    return f"{sentence} {_('Grund:')} {removal.reason}" if removal.reason else sentence


def day_words(day: date) -> str:
    return formats.date_format(day, "DATE_FORMAT")


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))

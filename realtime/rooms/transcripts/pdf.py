"""A transcript as a PDF file that lasts and can be read aloud: one section a day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import groupby

from django.conf import settings
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _

from community.paper import Paper, Picture, Section, set_pdf
from community.people.viewer import Viewer
from community.uploads.models import Upload
from realtime.rooms.models import Message, Room
from realtime.rooms.transcripts.content import about, day_words, facts_of, people_of, said, tombstone

MOST_MESSAGES = 2_000


# Beyond these, pictures are named but not shown.
MOST_PICTURES = 60


HOUSE = "Demografiedialog"


class TooLong(Exception):
    """More was said in these days than one file holds."""


def transcript_pdf(
    viewer: Viewer, room: Room, *, start: date | None = None, end: date | None = None
) -> bytes:
    """What `transcripts.transcript` says, on paper. Raises `TooLong`."""
    spoken = said(viewer, room, start=start, end=end)
    messages = list(spoken[: MOST_MESSAGES + 1])
    if len(messages) > MOST_MESSAGES:
        raise TooLong
    purpose = [(_("Worum es geht"), room.purpose)] if room.purpose else []
    people = Section(heading=_("Teilnehmende"), lines=people_of(room, spoken))
    return set_pdf(
        Paper(
            title=room.title_for(viewer),
            author=HOUSE,
            origin=settings.PUBLIC_URL,
            facts=[*purpose, *facts_of(room, start, end)],
            foot=f"{HOUSE} · {_('Mitschrift')}",
            sections=[people, *_days(messages)],
        )
    )


def _days(messages: list[Message]) -> Iterator[Section]:
    left = MOST_PICTURES
    for day, on_it in groupby(messages, key=lambda message: timezone.localtime(message.created_at).date()):
        spoken = list(on_it)
        pictures = list(_pictures(spoken))[:left]
        left -= len(pictures)
        yield Section(heading=day_words(day), html="".join(map(_said, spoken)), pictures=pictures)


def _said(message: Message) -> str:
    """Safe HTML: who and when, what was said as the renderer made it, and the names of its files."""
    head = format_html(
        "<p><strong>{}</strong>, {}</p>",
        message.author.name,
        about(message, timezone.localtime(message.created_at)),
    )
    if message.removed:
        return format_html("{}<p>{}</p>", head, tombstone(message))
    files = message.file_names
    names = format_html("<p>{}</p>", _("[Dateien: %(names)s]") % {"names": files}) if files else ""
    return f"{head}{message.html}{names}"


def _pictures(messages: list[Message]) -> Iterator[Picture]:
    for message in messages:
        for attachment in message.attachments.all():
            upload = attachment.upload
            if upload.is_image and not message.removed and (content := _content(upload)):
                yield Picture(content, f"{message.seq}: {upload.description}")


def _content(upload: Upload) -> bytes:
    """The picture as it is kept; nothing where it is missing, which must not cost the rest."""
    try:
        with upload.file.open() as file:
            content: bytes = file.read()
    except FileNotFoundError:
        return b""
    return content

"""Days of "Wiedervorlage", and dates that stand, as calendar files (RFC 5545) for Outlook and its like."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, timedelta

from django.utils.translation import gettext as _

from forum.models import Bookmark, Poll, PollOption

LINE = 73  # bytes; 75 with the break, and a continued line begins with a space


MOMENT = "%Y%m%dT%H%M%SZ"


def calendar_of(bookmarks: Iterable[Bookmark], *, host: str, scheme: str) -> str:
    """One all-day entry for each bookmark that has a day. `host` makes its identity unique in the world."""
    return _file(
        (line for bookmark in bookmarks for line in _event(bookmark, host=host, scheme=scheme)), host
    )


def calendar_of_date(poll: Poll, *, place: str, origin: str) -> str:
    """The date that was fixed, as one entry. Taken along again after it was changed, it replaces the former one: its
    identity stays, its `SEQUENCE` rises. `origin` is the public address of the house, ``https://host``."""
    host = origin.partition("://")[2]
    return _file(_meeting(poll, place, origin, host), host)


def _meeting(poll: Poll, place: str, origin: str, host: str) -> list[str]:
    fixed = poll.fixed
    if fixed is None:
        return []
    thread = poll.opening.thread
    address = f"{origin}{thread.get_absolute_url()}"
    return [
        "BEGIN:VEVENT",
        f"UID:poll-{poll.pk}@{host}",
        f"SEQUENCE:{fixed.version - 1}",
        f"DTSTAMP:{fixed.fixed_at.astimezone(UTC):{MOMENT}}",
        *_times(fixed.option),
        f"SUMMARY:{escaped(poll.question)}",
        *([f"LOCATION:{escaped(place)}"] if place else []),
        f"DESCRIPTION:{escaped(f'{thread.title} {address}')}",
        f"URL:{address}",
        "STATUS:CONFIRMED",
        "END:VEVENT",
    ]


def _times(option: PollOption) -> list[str]:
    named = {"DTSTART": option.starts_at, "DTEND": option.ends_at}
    return [f"{name}:{at.astimezone(UTC):{MOMENT}}" for name, at in named.items() if at]


def _file(events: Iterable[str], host: str) -> str:
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:-//{host}//Demografiedialog//DE", *events]
    return "".join(f"{part}\r\n" for line in [*lines, "END:VCALENDAR"] for part in folded(line))


def _event(bookmark: Bookmark, *, host: str, scheme: str) -> list[str]:
    if bookmark.due_on is None:
        return []
    title = _("Wiedervorlage: %(title)s") % {"title": bookmark.post.thread.title}
    address = f"{scheme}://{host}{bookmark.post.get_absolute_url()}"
    return [
        "BEGIN:VEVENT",
        f"UID:bookmark-{bookmark.pk}@{host}",
        f"DTSTAMP:{bookmark.created_at.astimezone(UTC):{MOMENT}}",
        f"DTSTART;VALUE=DATE:{bookmark.due_on:%Y%m%d}",
        f"DTEND;VALUE=DATE:{bookmark.due_on + timedelta(days=1):%Y%m%d}",
        f"SUMMARY:{escaped(title)}",
        f"DESCRIPTION:{escaped(f'{bookmark.note} {address}'.strip())}",
        f"URL:{address}",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    ]


def escaped(text: str) -> str:
    """Text as a value: what separates values is escaped, a line stays one."""
    for sign in ("\\", ";", ","):
        text = text.replace(sign, f"\\{sign}")
    return " ".join(text.split())


def folded(line: str) -> list[str]:
    """The line in pieces of at most 75 bytes, never within a letter."""
    pieces, piece = [], ""
    for letter in line:
        if len(f"{piece}{letter}".encode()) > LINE:
            pieces.append(piece)
            piece = " "
        piece += letter
    return [*pieces, piece]

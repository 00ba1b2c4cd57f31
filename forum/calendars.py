"""Days of "Wiedervorlage" as a calendar file (RFC 5545) for Outlook and its like."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, timedelta

from django.utils.translation import gettext as _

from forum.models import Bookmark

LINE = 73  # bytes; 75 with the break, and a continued line begins with a space


def calendar_of(bookmarks: Iterable[Bookmark], *, host: str, scheme: str) -> str:
    """One all-day entry for each bookmark that has a day. `host` makes its identity unique in the world."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:-//{host}//Demografiedialog//DE"]
    for bookmark in bookmarks:
        lines += _event(bookmark, host=host, scheme=scheme)
    return "".join(f"{part}\r\n" for line in [*lines, "END:VCALENDAR"] for part in folded(line))


def _event(bookmark: Bookmark, *, host: str, scheme: str) -> list[str]:
    if bookmark.due_on is None:
        return []
    title = _("Wiedervorlage: %(title)s") % {"title": bookmark.post.thread.title}
    address = f"{scheme}://{host}{bookmark.post.get_absolute_url()}"
    return [
        "BEGIN:VEVENT",
        f"UID:bookmark-{bookmark.pk}@{host}",
        f"DTSTAMP:{bookmark.created_at.astimezone(UTC):%Y%m%dT%H%M%SZ}",
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

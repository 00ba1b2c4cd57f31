"""What the rooms' templates need beyond the house's components."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any

from django import template
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from realtime.rooms.models import MessageRemoval, Room

register = template.Library()


@register.simple_tag
def room_words() -> str:
    """The sentences that the rooms' scripts show, as JSON for a `data-words` attribute."""
    return json.dumps(
        {
            "answers": _("{n} Antworten"),
            "answersOne": _("{n} Antwort"),
            "asks": _("noch nicht gesendet"),
            "archived": _("Dieser Raum ist jetzt archiviert. Sie können weiter lesen."),
            "changed": _("Der Text im Schreibfeld bleibt."),
            "connecting": _("Verbindung wird aufgebaut …"),
            "failed": _("nicht gesendet"),
            "fileGone": _("„{name}“ ist in diesem Browser nicht mehr da. Bitte fügen Sie die Datei neu an."),
            "fileOut": _("„{name}“ nicht mitsenden"),
            "filesTooBig": _("„{name}“ ist größer als 20 MB."),
            "filesTooMany": _("Höchstens fünf Dateien an einer Nachricht."),
            "here": _("ist gerade da"),
            "left": _("Sie gehören nicht mehr zu diesem Raum."),
            "newMessage": _("1 neue Nachricht"),
            "newMessages": _("{n} neue Nachrichten"),
            "nextIn": _("Nächste Nachricht in {time}"),
            "notDone": _("Das hat nicht geklappt. Bitte versuchen Sie es noch einmal."),
            "offline": _("Keine Verbindung. Was Sie schreiben, wird gesendet, sobald sie wieder da ist."),
            "over": _("Sie sind nicht mehr angemeldet. Was Sie geschrieben haben, bleibt in diesem Browser."),
            "polling": _("Neues kommt mit kleiner Verzögerung."),
            "quiet": _("Neue Nachrichten wieder vorlesen"),
            "sending": _("wird gesendet …"),
            "sendingFiles": _("wird gesendet … {percent} %"),
            "sentIn": _("wird in {time} gesendet"),
            "spoken": _("{name}: {words}"),
            "stored": _("gespeichert"),
            "typingMany": _("Mehrere schreiben …"),
            "typingOne": _("{name} schreibt …"),
            "typingTwo": _("{name} und {other} schreiben …"),
            "waiting": _("wartet auf Verbindung"),
        }
    )


@register.simple_tag
def tombstone(removal: MessageRemoval) -> str:
    """What stands where a message was removed."""
    if removal.by_moderation:
        words = _("Diese Nachricht wurde von der Leitung des Raums entfernt.")
    else:
        words = _("Diese Nachricht wurde von der Person entfernt, die sie geschrieben hat.")
    return f"{words} {_('Grund:')} {removal.reason}" if removal.reason else words


@register.inclusion_tag("ui/breadcrumbs.html")
def room_crumbs(room: Room, title: str = "", here: str = "") -> dict[str, Any]:
    """The way to a room, or to a page of it named `here`; `title` is the room's name on this viewer's screen."""
    items = [
        (_("Räume"), reverse("list_rooms")),
        (title or room.name or _("Gespräch zu zweit"), room.get_absolute_url()),
    ]
    return {"items": [*items, (here, "")] if here else [*items[:-1], (items[-1][0], "")]}


@register.filter
def clock(moment: datetime) -> str:
    """The time of day: ``14:10``."""
    return f"{timezone.localtime(moment):%H:%M}"


@register.filter
def file_size(size: int) -> str:
    """How big a file is: ``14 kB``, ``1,2 MB``."""
    if size < 999_500:
        return f"{max(1, (size + 500) // 1_000)} kB"
    return f"{formats.number_format((size + 50_000) // 100_000 / 10, 1)} MB"


@register.filter
def day_name(day: date) -> str:
    """A day line: ``Freitag, 20. November 2026``."""
    return _day_name(day, get_language())


@lru_cache(maxsize=64)  # every message says it
def _day_name(day: date, _language: str | None) -> str:
    return formats.date_format(day, _("l, j. F Y"))


@register.filter
def last_day(until: datetime) -> date:
    """The last day on which a guest whose time ends at `until` may come."""
    return timezone.localtime(until - timedelta(seconds=1)).date()

"""Times and numbers as people say them."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext


def spoken(moment: datetime, *, now: datetime | None = None) -> str:
    """``gerade eben``, ``vor 5 Minuten``, ``heute, 14:10``, ``gestern, 14:10`` or ``7. November 2024``."""
    now = now or timezone.now()
    age = now - moment
    if timedelta(0) <= age < timedelta(minutes=1):
        return _("gerade eben")
    if timedelta(0) <= age < timedelta(hours=1):
        minutes = int(age.total_seconds() // 60)
        return ngettext("vor %(count)d Minute", "vor %(count)d Minuten", minutes) % {"count": minutes}
    local = timezone.localtime(moment)
    days = (local.date() - timezone.localtime(now).date()).days
    if days not in (-1, 0, 1):
        return formats.date_format(local, "DATE_FORMAT")
    patterns = {-1: _("gestern, %(clock)s"), 0: _("heute, %(clock)s"), 1: _("morgen, %(clock)s")}
    return patterns[days] % {"clock": formats.date_format(local, "TIME_FORMAT")}


def span(start: datetime, end: datetime | None = None) -> str:
    """When something takes place: ``Di, 8. Dezember 2026, 14:00–15:30 Uhr``."""
    local = timezone.localtime(start)
    said = {
        "weekday": formats.date_format(local, "D"),
        "day": formats.date_format(local, "DATE_FORMAT"),
        "begin": formats.date_format(local, "TIME_FORMAT"),
    }
    if end is None:
        return _("%(weekday)s, %(day)s, %(begin)s Uhr") % said
    until = timezone.localtime(end)
    if until.date() != local.date():
        return _("%(begin)s bis %(end)s") % {"begin": span(start), "end": span(end)}
    said["end"] = formats.date_format(until, "TIME_FORMAT")
    return _("%(weekday)s, %(day)s, %(begin)s–%(end)s Uhr") % said


def exact(moment: datetime) -> str:
    """Date and time in full."""
    return formats.date_format(timezone.localtime(moment), "DATETIME_FORMAT")


def number(value: int | float | None) -> str:
    """``12.345`` in German, ``12,345`` in English; empty for `None`."""
    return "" if value is None else str(formats.number_format(value, use_l10n=True, force_grouping=True))


def is_within_reach(day: date) -> bool:
    """Whether the day is far enough from both ends of the calendar to be reckoned with."""
    return 1 < day.year < 9999

"""What the office looks at once a month: figures about the network, never about single people.

Content apps add theirs in `figures.py`: a function that gets the months and returns `Figure`s, with a number of queries
that does not depend on how much there is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from community.moderation.models import Decision, Report
from community.people.models import Admission

MONTHS = 12


HEIGHT, WIDTH, STEP = 120, 400, 40  # of the drawing


DAY = timedelta(days=1)


Months = Sequence[datetime]


@dataclass(frozen=True)
class Bar:
    """One bar of the drawing, in its own units: an upright one of a month, or a lying one of a place."""

    label: str
    value: float | int | None
    x: int
    y: int
    length: int


@dataclass(frozen=True)
class Figure:
    """A row of numbers with their names. `None` is "nothing to count"; `unit` follows the number: ``%``, ``Tage``.

    `over_time`: the names are months; else they are places, which have long names.
    """

    slug: str
    title: str
    explains: str
    rows: list[tuple[str, float | int | None]]
    unit: str = ""
    over_time: bool = True

    @property
    def bars(self) -> list[Bar]:
        most = max((value or 0 for _label, value in self.rows), default=0) or 1
        longest = HEIGHT if self.over_time else WIDTH
        found = []
        for number, (label, value) in enumerate(self.rows):
            length = round((value or 0) / most * longest)
            x, y = (number * STEP + STEP // 2, HEIGHT - length) if self.over_time else (0, number * STEP)
            found.append(Bar(label, value, x, y, length))
        return found

    @property
    def extent(self) -> int:
        """How long the row of bars is."""
        return len(self.rows) * STEP

    @property
    def says_something(self) -> bool:
        return any(value is not None for _label, value in self.rows)


Provider = Callable[[Months], Iterable[Figure]]


_providers: list[Provider] = []


def provide(provider: Provider) -> Provider:
    """Register a function that counts; usable as a decorator."""
    _providers.append(provider)
    return provider


def figures(now: datetime | None = None) -> list[Figure]:
    """All figures of the last twelve months, this one included."""
    months = last_months(now)
    return [figure for provider in _providers for figure in provider(months)]


def last_months(now: datetime | None = None) -> list[datetime]:
    """The first moments of the last twelve months, the oldest first."""
    month = timezone.localtime(now).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    found = [month]
    while len(found) < MONTHS:
        month = (month - DAY).replace(day=1)
        found.append(month)
    return found[::-1]


def by_month(months: Months, pairs: Iterable[tuple[datetime, Any]]) -> list[tuple[str, list[Any]]]:
    """The values of each month, by the moment that stands before each; months without any have an empty list."""
    found: dict[tuple[int, int], list[Any]] = defaultdict(list)
    for moment, value in pairs:
        local = timezone.localtime(moment)
        found[local.year, local.month].append(value)
    return [(date_format(month, "M Y"), found[month.year, month.month]) for month in months]


def middle(values: list[timedelta]) -> float | None:
    """The median in days, with one digit."""
    return round(median(value / DAY for value in values), 1) if values else None


def working_days_later(moment: datetime, days: int) -> datetime:
    """The same time of day, so many days later on which people work."""
    local = timezone.localtime(moment)
    while days:
        local += DAY
        days -= local.weekday() < 5
    return local


@provide
def of_the_office(months: Months) -> Iterable[Figure]:
    """How much was reported, and how long people waited for the office. Three queries."""
    since = months[0]
    reports = Report.objects.filter(confirmed_at__gte=since).values_list("confirmed_at", flat=True)
    yield Figure(
        "meldungen",
        _("Meldungen"),
        _("Bestätigte Meldungen je Monat."),
        [(name, len(found)) for name, found in by_month(months, ((at, at) for at in reports if at))],
    )
    decided = Decision.objects.filter(decided_at__gte=since, trigger=Decision.Trigger.NOTICE)
    waits = [(at, at - opened) for at, opened in decided.values_list("decided_at", "case__opened_at")]
    yield Figure(
        "entscheidungen",
        _("Von der Meldung zur Entscheidung"),
        _("Median in Tagen, nach dem Monat der Entscheidung."),
        [(name, middle(found)) for name, found in by_month(months, waits)],
        unit=_("Tage"),
    )
    admitted = Admission.objects.filter(decided_at__gte=since, decided_by__isnull=False)
    waited = [(at, at - came) for at, came in admitted.values_list("decided_at", "member__registered_at")]
    yield Figure(
        "anmeldungen",
        _("Von der Anmeldung zur Antwort"),
        _("Median in Tagen, nach dem Monat der Antwort."),
        [(name, middle(found)) for name, found in by_month(months, waited)],
        unit=_("Tage"),
    )

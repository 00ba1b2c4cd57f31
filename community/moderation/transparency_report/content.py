"""The year in numbers, from the cases: for the transparency report (Art. 15 and 24 DSA). Nothing about single staff.

Categories, grounds and kinds of restriction carry the names that the EU's templates use, so that lines can be
carried over without asking what was meant.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.moderation.decisions.grounds import Ground
from community.moderation.models import Appeal, Decision, Report, Restriction, Sanction
from community.people.models import Member

GROUNDS = {"law": "DECISION_GROUND_ILLEGAL_CONTENT", "rules": "DECISION_GROUND_INCOMPATIBLE_CONTENT"}


ACCOUNTS = {
    Sanction.Kind.HINT: "",
    Sanction.Kind.WARNING: "",
    Sanction.Kind.READ_ONLY: "DECISION_PROVISION_PARTIAL_SUSPENSION",
    Sanction.Kind.PAUSE: "DECISION_ACCOUNT_SUSPENDED",
    Sanction.Kind.EXCLUSION: "DECISION_ACCOUNT_TERMINATED",
}


HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class Line:
    """One number: what it counts, as which of the EU's names, and how much. `value` of `None` is "does not arise"."""

    section: Any
    what: Any
    name: str
    value: float | int | None


def year_lines(year: int) -> list[Line]:
    """All lines of a year, in the order of the report."""
    start, end = _bounds(year)
    reports = list(
        Report.objects.filter(confirmed_at__gte=start, confirmed_at__lt=end).select_related("case")
    )
    decisions = list(
        Decision.objects.filter(decided_at__gte=start, decided_at__lt=end).select_related("case")
    )
    return [
        *_notices(reports),
        *_decisions(decisions),
        *_measures(start, end),
        *_appeals(start, end, decisions),
        *_means(decisions),
    ]


def years() -> list[int]:
    """The years there is something to report about, the latest first."""
    moments = [
        *Report.objects.filter(confirmed_at__isnull=False).dates("confirmed_at", "year"),
        *Decision.objects.dates("decided_at", "year"),
    ]
    return sorted({moment.year for moment in moments} | {timezone.localtime().year}, reverse=True)


def _notices(reports: list[Report]) -> Iterable[Line]:
    section = _("Meldungen")
    yield Line(section, _("Meldungen insgesamt"), "", len(reports))
    yield Line(section, _("von außen"), "", sum(not report.from_member for report in reports))
    doors = Counter(report.door for report in reports)
    for door in Report.Door:
        yield Line(section, door.label, GROUNDS[door], doors[door])
    yield from _by_category(section, (_category_of(report) for report in reports))


def _decisions(decisions: list[Decision]) -> Iterable[Line]:
    section = _("Entscheidungen")
    yield Line(section, _("Entscheidungen insgesamt"), "", len(decisions))
    results, triggers = (
        Counter(getattr(decision, name) for decision in decisions) for name in ("result", "trigger")
    )
    for result in Decision.Result:
        yield Line(section, result.label, "", results[result])
    for trigger in Decision.Trigger:
        yield Line(section, trigger.label, "", triggers[trigger])
    restricting = [decision for decision in decisions if decision.result == Decision.Result.RESTRICTED]
    bases = Counter(decision.basis for decision in restricting)
    for basis in Decision.Basis:
        yield Line(section, basis.label, GROUNDS[basis], bases[basis])
    yield from _by_category(section, (decision.category for decision in restricting))
    waits = [
        decision.decided_at - decision.case.opened_at
        for decision in decisions
        if decision.trigger == "notice"
    ]
    yield Line(section, _("Stunden von der Meldung zur Entscheidung, Median"), "", _hours(waits))


def _measures(start: datetime, end: datetime) -> Iterable[Line]:
    section = _("Maßnahmen")
    made = Restriction.objects.filter(made_at__gte=start, made_at__lt=end)
    for name, count in sorted(Counter(made.values_list("visibility", flat=True)).items()):
        yield Line(section, _("Einschränkungen von Inhalten"), name, count)
    kinds = Counter(
        Sanction.objects.filter(starts_at__gte=start, starts_at__lt=end).values_list("kind", flat=True)
    )
    for kind in Sanction.Kind:
        yield Line(section, kind.label, ACCOUNTS[kind], kinds[kind])


def _appeals(start: datetime, end: datetime, decisions: list[Decision]) -> Iterable[Line]:
    section = _("Widersprüche")
    received = list(Appeal.objects.filter(received_at__gte=start, received_at__lt=end))
    answered = Appeal.objects.filter(decided_at__gte=start, decided_at__lt=end)
    outcomes = Counter(answered.values_list("outcome", flat=True))
    yield Line(section, _("Widersprüche insgesamt"), "", len(received))
    yield Line(section, _("von Betroffenen"), "", sum(appeal.by_author for appeal in received))
    yield Line(section, _("von Meldenden"), "", sum(not appeal.by_author for appeal in received))
    for outcome in Appeal.Outcome:
        yield Line(section, outcome.label, "", outcomes[outcome])
    waits = [appeal.decided_at - appeal.received_at for appeal in answered if appeal.decided_at]
    yield Line(section, _("Stunden vom Widerspruch zur Antwort, Median"), "", _hours(waits))
    taken_back = Decision.objects.filter(taken_back_at__gte=start, taken_back_at__lt=end)
    by_itself = taken_back.exclude(appeals__outcome=Appeal.Outcome.GRANTED).count()
    yield Line(section, _("von uns aus zurückgenommen"), "", by_itself)


def _means(decisions: list[Decision]) -> Iterable[Line]:
    section = _("Mittel und Reichweite")
    yield Line(section, _("von Programmen erkannt oder entschieden"), "AUTOMATED_DECISION_NOT_AUTOMATED", 0)
    yield Line(section, _("aufgenommene Mitglieder heute"), "", Member.objects.admitted().count())


def _by_category(section: Any, categories: Iterable[str]) -> Iterable[Line]:
    for name, count in sorted(Counter(categories).items()):
        yield Line(section, _("nach Art"), name, count)


def _category_of(report: Report) -> str:
    if report.door == Report.Door.LAW:
        return Ground("law").category
    return Ground("rules", report.paragraph).category


def _hours(waits: list[timedelta]) -> float | None:
    return round(median(wait / HOUR for wait in waits), 1) if waits else None


def _bounds(year: int) -> tuple[datetime, datetime]:
    zone = timezone.get_current_timezone()
    return datetime(year, 1, 1, tzinfo=zone), datetime(year + 1, 1, 1, tzinfo=zone)

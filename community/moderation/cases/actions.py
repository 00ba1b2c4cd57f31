"""Working on cases: looking, taking, handing over, noting."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F, Q
from django.utils import timezone

from community.audit.record import record
from community.moderation.cases import policy
from community.moderation.desk.ringing import ring_office, ring_watched
from community.moderation.models import Case, CaseNote, Report
from community.moderation.reports.evidence import keep_evidence
from community.moderation.things import Reportable, Thing, kind_of
from community.people.models import Member

WATCHED_FOR = timedelta(minutes=15)


ATTEMPTS = 10


class CaseMovedOn(Exception):
    """The case is not as the officer saw it; `case` is how it stands now."""

    def __init__(self, case: Case) -> None:
        super().__init__(str(case))
        self.case = case


def watch_case(officer: Member, case: Case) -> None:
    """Whoever opens a case that nobody has open holds it for a quarter of an hour. It forbids nobody anything."""
    now = timezone.now()
    free = Q(watched_until__isnull=True) | Q(watched_until__lt=now) | Q(watched_by=officer)
    until = now + WATCHED_FOR
    if case.is_open and Case.objects.filter(free, pk=case.pk).update(watched_by=officer, watched_until=until):
        news = case.watched_by_id != officer.pk or not case.is_watched
        case.watched_by, case.watched_until = officer, until
        if news:
            ring_watched()


@transaction.atomic
def open_case(officer: Member, reportable: Reportable, thing: Thing) -> Case:
    """The open case of a thing, or a new one that the office opens on its own, with the evidence of this moment."""
    policy.can_open_case(officer, reportable, thing).require()
    if case := _open_case(reportable.kind, str(thing.pk)):
        return case
    about = {**_about(reportable, thing), "kind": reportable.kind, "thing_key": str(thing.pk)}
    case = _new_case(**about, taken_by=officer, taken_at=timezone.now(), state=Case.State.IN_REVIEW)
    keep_evidence(reportable, thing, case=case)
    record(officer, "open_case", case)
    ring_office()
    return case


@transaction.atomic
def take_case(officer: Member, case: Case, *, seen: int) -> Case:
    """Say that one is looking into it. Raises `CaseMovedOn` where someone was faster."""
    policy.can_take_case(officer, case).require()
    case = locked_case(case, seen)
    return _give(officer, case, officer, "take_case")


@transaction.atomic
def assign_case(officer: Member, case: Case, *, to: Member, note: str = "", seen: int) -> Case:
    """Hand the case over to a colleague who may decide it, with a note. Raises `CaseMovedOn`."""
    policy.can_take_case(officer, case).require()
    policy.can_take_case(to, case).require()
    case = locked_case(case, seen)
    if note:
        CaseNote.objects.create(case=case, author=officer, text=note)
    return _give(officer, case, to, "assign_case")


@transaction.atomic
def note_on_case(officer: Member, case: Case, *, text: str) -> CaseNote:
    """A word to the colleagues; also on a decided case."""
    policy.can_see_case(officer, case).require()
    return CaseNote.objects.create(case=case, author=officer, text=text)


def locked_case(case: Case, seen: int) -> Case:
    """The case's row, locked. Raises `CaseMovedOn` unless it is open and as it was `seen`."""
    fresh = Case.objects.select_for_update().get(pk=case.pk)
    if fresh.version != seen or not fresh.is_open:
        raise CaseMovedOn(fresh)
    return fresh


def case_for_report(report: Report, reportable: Reportable | None, thing: Thing | None) -> Case:
    """The open case of the thing, or a new one. Whoever loses the race for either finds it on the next attempt."""
    legal = {"is_legal": True} if report.door == Report.Door.LAW else {}
    for attempt in range(ATTEMPTS):
        if case := _open_case(report.kind, report.thing_key):
            Case.objects.filter(pk=case.pk).update(version=F("version") + 1, **legal)
            return case
        try:
            with transaction.atomic():
                return _new_case(**_described(report, reportable, thing), **legal)
        except IntegrityError:
            if attempt == ATTEMPTS - 1:
                raise
    raise AssertionError("unreachable")


def case_for_decision(actor: Member, kind: str, thing: Thing, *, ends_case: bool = True) -> Case:
    """The open case of the thing where this actor may decide it, else one of its own that ends with the decision."""
    case = _open_case(kind, str(thing.pk)) if ends_case else None
    if case and policy.can_decide_case(actor, case):
        return case
    reportable = kind_of(kind)
    if reportable is None:
        raise LookupError(kind)
    for attempt in range(ATTEMPTS):
        try:
            with transaction.atomic():
                now = timezone.now()
                about = {**_about(reportable, thing), "kind": kind, "thing_key": str(thing.pk)}
                return _new_case(**about, state=Case.State.SETTLED, decided_at=now)
        except IntegrityError:
            if attempt == ATTEMPTS - 1:
                raise
    raise AssertionError("unreachable")


def _give(officer: Member, case: Case, to: Member, verb: str) -> Case:
    case.state, case.taken_by, case.taken_at = Case.State.IN_REVIEW, to, timezone.now()
    case.version += 1
    case.save(update_fields=["version", "state", "taken_by", "taken_at"])
    record(officer, verb, case, after={"state": case.state, "to": to.pk})
    ring_office()
    return case


def _open_case(kind: str, key: str) -> Case | None:
    """The open case of a thing, locked."""
    return Case.objects.select_for_update().about(kind, key).open().first() if kind else None


def _described(report: Report, reportable: Reportable | None, thing: Thing | None) -> dict[str, Any]:
    named = {"kind": report.kind, "thing_key": report.thing_key}
    if reportable and thing:
        return named | _about(reportable, thing)
    if report.kind:  # gone between the report and its confirmation
        return named | {"title": report.evidence.snapshot["title"][:300], "address": report.address}
    return named | {"address": report.address}


def _about(reportable: Reportable, thing: Thing) -> dict[str, Any]:
    return {
        "title": reportable.title(thing)[:300],
        "author": reportable.author(thing),
        "scope": reportable.scope(thing),
        "address": reportable.address(thing),
    }


def _new_case(**columns: Any) -> Case:
    """With the next number of the year; two at once make one of them fail with `IntegrityError`."""
    year = timezone.localtime().year
    last = Case.objects.filter(year=year).order_by("-serial").values_list("serial", flat=True).first()
    return Case.objects.create(year=year, serial=(last or 0) + 1, **columns)

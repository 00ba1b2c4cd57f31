"""What an officer wants to know beside the thing itself: both sides' history, and what was decided and written."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from community.moderation.decisions.grounds import LAW, WHOLE
from community.moderation.models import Case, Decision, Letter, Report, Sanction
from community.people.models import Member
from community.people.viewer import Viewer

LATELY = 5


_LINK = re.compile(r"https?://\S{1,200}?/widerspruch/\S+")


Kind = Sanction.Kind


@dataclass(frozen=True)
class Person:
    """Whoever the case is about: what was decided about them before, and what holds now."""

    member: Member
    sanctions: list[Sanction]
    restricted: int
    cases: list[Case] = field(default_factory=list)

    @property
    def suggestion(self) -> str:
        """The next step on the ladder from hint to exclusion; a suggestion, never automatic."""
        held = {sanction.kind for sanction in self.sanctions if sanction.is_in_force}
        if held & {Kind.PAUSE, Kind.EXCLUSION, Kind.READ_ONLY}:
            return _("Gegen die Person gilt schon etwas. Sprechen Sie zu zweit darüber.")
        if Kind.WARNING in held:
            return _("Es gibt schon eine Verwarnung. Der nächste Schritt wäre: nur lesen, eine Woche.")
        if Kind.HINT in held:
            return _("Es gab schon einen Hinweis. Der nächste Schritt wäre eine Verwarnung.")
        return _("Bisher gibt es nichts. Meist genügt ein Hinweis.")


def person(member: Member) -> Person:
    """Three queries."""
    about = Case.objects.filter(author=member, state=Case.State.SETTLED)
    restricted = Decision.objects.filter(
        case__author=member, result=Decision.Result.RESTRICTED, taken_back_at__isnull=True
    )
    return Person(
        member,
        list(Sanction.objects.of(member).filter(struck_at__isnull=True).select_related("decision")),
        restricted.count(),
        list(about.order_by("-decided_at")[:LATELY]),
    )


def record_of(member: Member) -> tuple[int, int]:
    """How many of the member's reports were decided, and how many led to something."""
    return _records([member.pk]).get(member.pk, (0, 0))


def reports(case: Case) -> list[Report]:
    """What was reported, each with how often its sender reported before and was right."""
    found = list(case.reports.select_related("reporter__municipality"))
    senders = [report.reporter_id for report in found if report.reporter_id]
    records = _records(senders, besides=case)
    for report in found:
        report.record = records.get(report.reporter_id, (0, 0)) if report.reporter_id else None
    return found


def _records(senders: list[int], *, besides: Case | None = None) -> dict[int, tuple[int, int]]:
    """For each reporter: reports that were decided, and those that led to something. One query."""
    right = Q(case__decisions__result=Decision.Result.RESTRICTED, case__decisions__taken_back_at__isnull=True)
    judged = Q(case__state=Case.State.SETTLED)
    rows = Report.objects.filter(reporter__in=senders)
    counted = (
        (rows.exclude(case=besides) if besides else rows)
        .values("reporter")
        .annotate(
            judged=Count("pk", filter=judged, distinct=True), right=Count("pk", filter=right, distinct=True)
        )
    )
    return {row["reporter"]: (row["judged"], row["right"]) for row in counted}


def decisions(case: Case) -> list[Decision]:
    """What was decided in the case, the first one first."""
    rows = case.decisions.select_related("decided_by", "taken_back_by", "rules")
    found = list(rows.prefetch_related("restrictions", "sanctions"))
    for decision in found:
        decision.case = case
    return found


def letters_of(decision: Decision) -> list[dict[str, Any]]:
    """The letters word for word, but without the links with which only their readers may object."""
    hidden = _("(hier steht der Link zum Widerspruch)")
    return [
        {"letter": letter, "body": _LINK.sub(hidden, letter.body)}
        for letter in Letter.objects.filter(decision=decision).select_related("member", "report__reporter")
    ]


def likely_ground(case: Case) -> str:
    """What most reports say; the law where one of them does."""
    if case.is_legal:
        return LAW
    said = [report.paragraph for report in case.reports.all() if report.paragraph]
    return f"rules:{max(said, key=said.count)}" if said else WHOLE


def neighbours(viewer: Viewer, case: Case) -> dict[str, int | None]:
    """The open cases before and behind this one in the queue, for turning pages."""
    numbers = list(Case.objects.visible_to(viewer).open().values_list("pk", flat=True)[:200])
    place = numbers.index(case.pk) if case.pk in numbers else -1
    before = numbers[place - 1] if place > 0 else None
    behind = numbers[place + 1] if 0 <= place < len(numbers) - 1 else None
    return {"before": before, "behind": behind}

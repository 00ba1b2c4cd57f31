"""What the office reads about cases: their lane on the desk, the things as they stood and as they stand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from community.audit.models import AuditEvent
from community.moderation.kind import Reportable, Snapshot, Thing
from community.moderation.lanes import Lane, counted, register
from community.moderation.models import Appeal, Case, CaseMessage, Evidence
from community.people.models import Member

ON_DESK = 5


@dataclass(frozen=True)
class Reading:
    """A snapshot for the eye: the same keys, with times that are times."""

    snapshot: Snapshot
    taken_at: datetime | None = None
    intact: bool = True

    @property
    def at(self) -> datetime | None:
        return parse_datetime(self.snapshot["at"])

    @property
    def context(self) -> list[Reading]:
        return [Reading(around) for around in self.snapshot.get("context", [])]


@register
def open_cases(officer: Member) -> Lane:
    """Cases nobody has settled."""
    cases, total = counted(with_counts(Case.objects.visible_to(officer).open()), ON_DESK)
    return Lane(
        slug="meldungen",
        title=_("Meldungen"),
        template="moderation/_cases.html",
        items=cases,
        total=total,
        more_url=reverse("list_cases"),
        order=30,
    )


def answers_to_questions(officer: Member) -> Lane | None:
    """Cases in which a person has had the last word, also decided ones; above the queue, to keep the desk short."""
    last = CaseMessage.objects.filter(case=OuterRef("pk")).order_by("-pk")
    rows = Case.objects.visible_to(officer).annotate(
        ours=Subquery(last.values("from_office")[:1]), answered_at=Subquery(last.values("at")[:1])
    )
    found, total = counted(rows.filter(ours=False).order_by("answered_at"), ON_DESK)
    if not found or not officer.is_office:
        return None
    return Lane(
        slug="antworten",
        title=_("Antworten auf Rückfragen"),
        template="moderation/_answers.html",
        items=found,
        total=total,
        more_url=reverse("list_cases"),
        order=31,
    )


@register
def open_appeals(officer: Member) -> Lane:
    """The only lane with a clock: appeals, and who must not decide them."""
    found = appeals(officer)
    return Lane(
        slug="fristen",
        title=_("Fristen"),
        template="moderation/_appeals.html",
        items=found[:ON_DESK],
        total=len(found),
        more_url=reverse("list_cases"),
        order=10,
    )


def appeals(officer: Member) -> list[Appeal]:
    """Appeals nobody has answered, the oldest first; each says whether this officer decided first. One query."""
    rows = Appeal.objects.visible_to(officer).open().select_related("decision__case", "first_decider")
    found = list(rows)
    for appeal in found:
        appeal.is_mine = appeal.first_decider_id == officer.pk
    return found


def with_counts(cases: QuerySet[Case]) -> QuerySet[Case]:
    """What a line about a case shows, in the same query."""
    return cases.select_related("taken_by", "watched_by").annotate(report_count=Count("reports"))


def kept(case: Case) -> list[Reading]:
    """The thing as it was reported, once for each state it was in, the oldest first."""
    different: dict[str, Evidence] = {}
    for evidence in Evidence.objects.of_case(case):
        different.setdefault(evidence.sha256, evidence)
    return [
        Reading(evidence.snapshot, evidence.taken_at, evidence.is_intact) for evidence in different.values()
    ]


def present(found: tuple[Reportable, Thing] | None) -> Reading | None:
    """The thing as it stands now; `None` where it is gone."""
    return Reading(found[0].snapshot(found[1])) if found else None


def history(case: Case) -> list[dict[str, Any]]:
    """What happened in the case, the oldest first."""
    words = {
        "take_case": _("in Prüfung genommen"),
        "write_to_person": _("Rückfrage gestellt"),
        "answer_office": _("Rückfrage beantwortet"),
        "assign_case": _("übergeben"),
        "decide_case": _("entschieden"),
        "take_back_decision": _("Entscheidung zurückgenommen"),
        "answer_appeal": _("Widerspruch beantwortet"),
    }
    past = [{"at": case.opened_at, "words": _("eröffnet"), "by": None}]
    for event in AuditEvent.objects.about(case).select_related("actor").order_by("pk"):
        past.append({"at": event.at, "words": words.get(event.verb, event.verb), "by": event.actor})
    return past

"""What the office reads about cases: things as they stood and as they stand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, QuerySet
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from community.audit.models import AuditEvent
from community.moderation.models import Case, Evidence
from community.moderation.things import Reportable, Snapshot, Thing


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

"""Open cases and answers from people, on the desk."""

from __future__ import annotations

from django.db.models import OuterRef, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _

from community.moderation.cases.reading import with_counts
from community.moderation.desk.registry import Panel, counted, register
from community.moderation.models import Case, CaseMessage
from community.people.models import Member

ON_DESK = 5


@register
def open_cases(officer: Member) -> Panel:
    """Cases nobody has settled."""
    cases, total = counted(with_counts(Case.objects.visible_to(officer).open()), ON_DESK)
    return Panel(
        slug="meldungen",
        title=_("Meldungen"),
        template="moderation/cases/_cases.html",
        items=cases,
        total=total,
        more_url=reverse("list_cases"),
        order=30,
    )


def answers_to_questions(officer: Member) -> Panel | None:
    """Cases in which a person has had the last word, also decided ones; above the queue, to keep the desk short."""
    last = CaseMessage.objects.filter(case=OuterRef("pk")).order_by("-pk")
    rows = Case.objects.visible_to(officer).annotate(
        ours=Subquery(last.values("from_office")[:1]), answered_at=Subquery(last.values("at")[:1])
    )
    found, total = counted(rows.filter(ours=False).order_by("answered_at"), ON_DESK)
    if not found or not officer.acts_for_office:
        return None
    return Panel(
        slug="antworten",
        title=_("Antworten auf Rückfragen"),
        template="moderation/decisions/_answers.html",
        items=found,
        total=total,
        more_url=reverse("list_cases"),
        order=31,
    )

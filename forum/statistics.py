"""The forum in numbers, for the office: what is open, how fast people answer, who takes part, where it is quiet."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from django.db.models import Count, Max, OuterRef, Q, Subquery
from django.db.models.functions import TruncMonth
from django.utils import timezone
from django.utils.translation import gettext as _

from community.moderation.statistics.registry import (
    Figure,
    Months,
    by_month,
    middle,
    provide,
    working_days_later,
)
from forum.models import ActionField, Post, Thread

PATIENCE = 3  # working days


@provide
def of_questions(months: Months) -> Iterable[Figure]:
    """How long the first answer takes. One query."""
    first = Post.objects.filter(thread=OuterRef("pk"), number__gt=1, removal__isnull=True)
    answers = first.exclude(author=OuterRef("author")).order_by("number")
    asked = Thread.objects.filter(created_at__gte=months[0], kind=Thread.Kind.QUESTION)
    rows = list(
        asked.filter(merged_into__isnull=True)
        .annotate(answered_at=Subquery(answers.values("created_at")[:1]))
        .values_list("created_at", "answered_at")
    )
    waits = [(at, answered - at) for at, answered in rows if answered]
    yield Figure(
        "antwortzeit",
        _("Bis zur ersten Antwort"),
        _("Median in Tagen, nach dem Monat der Frage. Fragen ohne Antwort zählen hier nicht."),
        [(name, middle(found)) for name, found in by_month(months, waits)],
        unit=_("Tage"),
    )
    now = timezone.now()
    due = [(at, answered, working_days_later(at, PATIENCE)) for at, answered in rows]
    kept = [
        (at, bool(answered and answered <= until)) for at, answered, until in due if answered or until < now
    ]
    yield Figure(
        "rechtzeitig",
        _("Binnen drei Arbeitstagen beantwortet"),
        _("Anteil der Fragen eines Monats. Fragen, deren drei Tage noch laufen, zählen noch nicht."),
        [(name, _share(found)) for name, found in by_month(months, kept)],
        unit="%",
    )


@provide
def of_municipalities(months: Months) -> Iterable[Figure]:
    """Municipalities whose people wrote something. One query."""
    posts = Post.objects.filter(created_at__gte=months[0], author__municipality__isnull=False)
    rows = posts.annotate(month=TruncMonth("created_at")).values("month")
    counted = rows.annotate(n=Count("author__municipality", distinct=True)).order_by("month")
    found = by_month(months, counted.values_list("month", "n"))
    yield Figure(
        "kommunen",
        _("Aktive Kommunen"),
        _("Kommunen, aus denen in dem Monat jemand im Forum geschrieben hat."),
        [(name, sum(values)) for name, values in found],
    )


@provide
def of_fields(months: Months) -> Iterable[Figure]:
    """What is open in each field, and for how long it has been quiet. One query."""
    is_open = Q(threads__kind=Thread.Kind.QUESTION, threads__is_answered=False, threads__is_closed=False)
    fields = ActionField.objects.annotate(
        open_now=Count("threads", filter=is_open & Q(threads__merged_into__isnull=True)),
        last=Max("threads__active_at"),
    )
    rows = list(fields.order_by("position", "pk").values_list("name", "open_now", "last"))
    yield Figure(
        "offen",
        _("Offene Fragen"),
        _("Fragen ohne hervorgehobene Antwort, heute, je Handlungsfeld."),
        [(name, number) for name, number, _last in rows],
        over_time=False,
    )
    now = timezone.now()
    yield Figure(
        "still",
        _("Stille Handlungsfelder"),
        _("Tage seit dem letzten Beitrag. Ab vierzehn Tagen liegt das Feld auf dem Schreibtisch."),
        [(name, (now - last) // timedelta(days=1) if last else None) for name, _number, last in rows],
        unit=_("Tage"),
        over_time=False,
    )


def _share(found: list[bool]) -> int | None:
    return round(100 * sum(found) / len(found)) if found else None

"""What happened in the office since the last working day: by colleagues and by itself, each with its way back.

Content apps add what their own rules did: a function that gets the officer and the moment, registered in `panels.py`
with `lately.register`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Max, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from community.moderation.desk import registry
from community.moderation.desk.registry import Panel
from community.moderation.models import Case, Decision, ModerationAction, ModerationActionPart, Sanction
from community.moderation.undo import journal
from community.people.models import Admission, Member

ON_DESK = 8


@dataclass(frozen=True)
class Happened:
    """One line. `by` of `None` is the house itself; `undo` takes a POST and undoes at once, `back` is a page."""

    at: datetime
    what: str
    title: str
    address: str
    by: Member | None = None
    undo: str = ""
    back: str = ""


Reporter = Callable[[Member, datetime], Iterable[Happened]]


_reporters: list[Reporter] = []


def register(reporter: Reporter) -> Reporter:
    """Register a function that tells what happened; usable as a decorator. A bounded number of lines and queries."""
    _reporters.append(reporter)
    return reporter


@registry.register
def lately(officer: Member) -> Panel:
    """Everything since the last evening of work, the latest first."""
    since = last_evening()
    found = [line for reporter in _reporters for line in reporter(officer, since)]
    found.sort(key=lambda line: line.at, reverse=True)
    return Panel(
        slug="inzwischen",
        title=_("Seit %(day)s, 16 Uhr") % {"day": date_format(since, "l")},
        template="moderation/desk/_activity.html",
        items=found[:ON_DESK],
        total=len(found),
        more_url=reverse("list_actions"),
        order=70,
        waits=False,
    )


def last_evening(now: datetime | None = None) -> datetime:
    """Four o'clock in the afternoon of the last working day before today."""
    today = timezone.localtime(now)
    days = {0: 3, 6: 2}.get(today.weekday(), 1)
    return (today - timedelta(days=days)).replace(hour=16, minute=0, second=0, microsecond=0)


@register
def decided(officer: Member, since: datetime) -> Iterable[Happened]:
    """Decisions of colleagues and field moderators. Taking one back needs a sentence, so it has a page."""
    visible = Case.objects.visible_to(officer)
    rows = Decision.objects.filter(decided_at__gte=since, case__in=visible).exclude(decided_by=officer)
    for decision in rows.select_related("case", "decided_by").order_by("-decided_at")[:ON_DESK]:
        case = decision.case
        yield Happened(
            at=decision.decided_at,
            what=decision.get_result_display(),
            title=f"{case.number}: {case.title or case.address}",
            address=case.get_absolute_url(),
            by=decision.decided_by,
            back=reverse("take_back_decision", args=[case.pk]) if decision.can_be_taken_back else "",
        )


@register
def done(officer: Member, since: datetime) -> Iterable[Happened]:
    """What colleagues did and nobody took back. Three queries."""
    rows = (
        ModerationAction.objects.visible_to(officer)
        .not_undone()
        .whole()
        .filter(at__gte=since)
        .exclude(actor=officer)
    )
    entries = list(rows.select_related("actor").order_by("-pk")[:ON_DESK])
    covered = _covered(entries)
    for entry in entries:
        yield Happened(
            at=entry.at,
            what=journal.name_of(entry),
            title=entry.title,
            address=entry.get_absolute_url(),
            by=entry.actor,
            undo="" if entry.pk in covered else reverse("undo_action", args=[entry.pk]),
        )


@register
def admitted(officer: Member, since: datetime) -> Iterable[Happened]:
    """Registrations that colleagues decided on."""
    rows = Admission.objects.filter(decided_at__gte=since).exclude(decided_by=officer)
    rows = rows.filter(decided_by__isnull=False, member__is_active=True).exclude(member=officer)
    for admission in rows.select_related("member", "decided_by").order_by("-decided_at")[:ON_DESK]:
        yield Happened(
            at=admission.decided_at,
            what=_("Anmeldung"),
            title=f"{admission.member.name}: {admission.get_outcome_display()}",
            address=reverse("show_registration", args=[admission.member_id]),
            by=admission.decided_by,
        )


@register
def ended(officer: Member, since: datetime) -> Iterable[Happened]:
    """Sanctions that ended by themselves."""
    visible = Case.objects.visible_to(officer)
    rows = Sanction.objects.filter(until__gte=since, until__lte=timezone.now(), struck_at__isnull=True)
    rows = rows.filter(decision__case__in=visible).select_related("decision__case", "member")
    for sanction in rows.order_by("-until")[:ON_DESK]:
        case = sanction.decision.case
        yield Happened(
            at=sanction.until or since,
            what=_("von selbst abgelaufen"),
            title=f"{sanction.get_kind_display()}: {sanction.member.name if sanction.member else case.number}",
            address=case.get_absolute_url(),
        )


def _covered(entries: list[ModerationAction]) -> set[int]:
    """Those of the actions after which something else touched the same: that must be taken back first."""
    keys = [entry.pk for entry in entries]
    rows = ModerationActionPart.objects.filter(Q(entry__in=keys) | Q(entry__batch__in=keys))
    parts: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for entry, batch, name in rows.values_list("entry", "entry__batch", "name"):
        parts[batch if batch in keys else entry].append((entry, name))
    names = {name for touched in parts.values() for _deed, name in touched}
    not_undone = ModerationActionPart.objects.filter(name__in=names, entry__undoing__isnull=True)
    latest = dict(not_undone.values("name").annotate(top=Max("entry")).values_list("name", "top"))
    return {
        key
        for key, touched in parts.items()
        if any(latest.get(name, entry) not in {step for step, _name in touched} for entry, name in touched)
    }

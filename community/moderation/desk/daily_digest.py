"""Mails to the office: one in the morning with what waits, and at once only what may be unlawful."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone, translation

from community.moderation.desk.registry import Panel, panels
from community.moderation.models import Report
from community.people.letters import send_letter, write
from community.people.models import Member, RoleGrant
from community.people.roles.models import OFFICE_ROLES

OPENS = 8  # o'clock


def office() -> list[Member]:
    """Everyone who works in the office, with what policies ask about them."""
    grants = RoleGrant.objects.filter(role__in=OFFICE_ROLES, scope="", revoked_at__isnull=True)
    rows = Member.objects.admitted().filter(pk__in=grants.values("member"))
    return list(rows.select_related("admission").prefetch_related("grants").order_by("pk"))


def send_summaries(now: datetime | None = None) -> int:
    """On working days from eight o'clock: to everyone in the office what waits, once a day, nothing where nothing does.

    Returns how many have something waiting; asking again on the same day sends nothing new.
    """
    today = timezone.localtime(now)
    if today.hour < OPENS or today.weekday() > 4:
        return 0
    sent = 0
    for officer in office():
        with translation.override(officer.language):
            full = [panel for panel in panels(officer) if panel.total]
            if any(panel.waits for panel in full):
                _write(officer, full, f"morning:{today:%Y-%m-%d}:{officer.pk}")
                sent += 1
    return sent


def tell_at_once(report: Report) -> None:
    """Someone says that something is unlawful: the office hears of it now, but not whom it concerns or who said it."""
    case = report.case
    for officer in office():
        concerned = {case.author_id if case else None, report.reporter_id}
        if officer.pk not in concerned:
            send_letter(officer, "office_at_once", case=case, report=report)


@transaction.atomic
def _write(officer: Member, full: list[Panel], key: str) -> None:
    """Names every panel that is not empty; the subject counts what waits for somebody."""
    total = sum(panel.total for panel in full if panel.waits)
    context = {"member": officer, "panels": full, "total": total}
    write(officer.email, "office_morning", context).post(key=key)

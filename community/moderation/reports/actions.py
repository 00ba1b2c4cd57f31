"""Reporting: a member's report reaches the office at once, an outsider's once they have confirmed it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone, translation

from community.moderation.cases.actions import case_for_report
from community.moderation.desk.daily_digest import tell_at_once
from community.moderation.desk.ringing import ring_office
from community.moderation.kind import Reportable, Thing, find
from community.moderation.models import Report
from community.moderation.reports import policy
from community.moderation.reports.evidence import keep_evidence
from community.moderation.reports.models import CONFIRM_WITHIN
from community.people.letters import send_letter, send_letter_to_outsider
from community.people.models import Member
from community.people.viewer import Viewer

SALT = "community.moderation.confirm_report"


class ReportExpired(Exception):
    """The week in which a report can be confirmed is over."""


def report_thing(
    actor: Viewer, reportable: Reportable | None, thing: Thing | None, *, address: str, key: UUID, **said: Any
) -> Report:
    """Take in what `actor` (a member or the anonymous user) says about a thing, or about an `address` alone.

    `said` are further columns of `Report`. The thing is kept as evidence at once. A member's report joins the open
    case of its thing; an outsider gets a mail with a link to confirm. The same `key` returns the first report.
    """
    if reportable:
        policy.can_report_thing(actor, reportable, thing).require()
    policy.can_report(actor).require()
    member = actor if actor.is_authenticated else None
    said |= {"name": "", "email": ""} if member else {"email": said["email"].lower()}
    if earlier := _earlier(member, said["email"], key):
        return earlier
    named = {"kind": reportable.slug, "thing_key": str(thing.pk)} if reportable and thing else {}
    try:
        with transaction.atomic():
            report = Report.objects.create(
                reporter=member,
                from_member=member is not None,
                language=member.language if member else translation.get_language() or settings.LANGUAGE_CODE,
                key=key,
                address=address[:500],
                **named,
                **said,
            )
            if reportable and thing:
                keep_evidence(reportable, thing, report=report)
            if member:
                _hand_in(report, reportable, thing)
            else:
                _ask_to_confirm(report)
    except IntegrityError:
        if earlier := _earlier(member, said["email"], key):
            return earlier
        raise
    return report


def confirm_report(token: str) -> Report:
    """The outsider pressed the button: their report reaches the office. A second time changes nothing.

    Raises `Report.DoesNotExist` for a token that is none, `ReportExpired` for one that came too late.
    """
    with transaction.atomic():
        report = read_token(token, Report.objects.select_for_update())
        if report.confirmed_at:
            return report
        if report.is_expired:
            raise ReportExpired
        reportable, thing = find(report.kind, report.thing_key) or (None, None)
        _hand_in(report, reportable, thing)
    return report


def read_token(token: str, rows: Any = None) -> Report:
    """The report a confirmation link belongs to. Raises `Report.DoesNotExist`."""
    rows = Report.objects.all() if rows is None else rows
    try:
        number = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        raise Report.DoesNotExist from None
    report: Report = rows.get(pk=number, from_member=False)
    return report


def expire_reports() -> int:
    """Forget reports that nobody confirmed within a week, with their evidence; returns how many."""
    expired = Report.objects.expired()
    count = expired.count()
    expired.delete()
    return count


def token_for(report: Report) -> str:
    return signing.dumps(report.pk, salt=SALT)


def _earlier(member: Member | None, email: str, key: UUID) -> Report | None:
    return Report.objects.filter(reporter=member, email=email, key=key).first()


def _hand_in(report: Report, reportable: Reportable | None, thing: Thing | None) -> None:
    """Confirmed, gathered in the open case of its thing, and acknowledged by mail."""
    report.case = case_for_report(report, reportable, thing)
    report.confirmed_at = timezone.now()
    report.save(update_fields=["case", "confirmed_at"])
    ring_office()
    send_to_reporter(report, "report_received")
    if report.door == Report.Door.LAW:
        tell_at_once(report)


def _ask_to_confirm(report: Report) -> None:
    link = f"{settings.PUBLIC_URL}{reverse('confirm_report', args=[token_for(report)])}"
    send_to_reporter(report, "report_confirm", link=link, days=CONFIRM_WITHIN.days)


def send_to_reporter(report: Report, letter: str, **context: Any) -> None:
    """A letter to whoever reported, member or not; sent once the running transaction has committed."""
    context |= {"report": report, "case": report.case, "name": report.sender}
    if report.reporter:
        send_letter(report.reporter, letter, **context)
    elif report.email:
        send_letter_to_outsider(report.email, letter, language=report.language, **context)

"""The yearly report and the record of used power, to read and as files."""

from __future__ import annotations

from django.db.models import Q
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from community.audit.models import AuditEvent, AuditQuerySet
from community.moderation.access import office_only
from community.moderation.models import Case
from community.moderation.transparency_report import content, policy
from community.people.models import Member
from community.people.requests import MemberRequest
from community.web.pages import paginate
from community.web.sheets import csv_file

MOST = 50_000


LONGEST_QUERY = 200


@office_only
@require_safe
def show_report(request: MemberRequest) -> HttpResponse:
    """GET /moderation/bericht/: what the office did this year, in numbers."""
    return _report(request, content.years()[0])


@office_only
@require_safe
def show_report_of(request: MemberRequest, year: int) -> HttpResponse:
    """GET /moderation/bericht/2026/"""
    return _report(request, year)


def _report(request: MemberRequest, year: int) -> HttpResponse:
    known = content.years()
    if year not in known:
        raise Http404
    context = {"year": year, "years": known, "lines": content.year_lines(year)}
    return render(request, "moderation/transparency_report/transparency_report.html", context)


@office_only
@require_safe
def download_report(request: MemberRequest, year: int) -> HttpResponseBase:
    """GET /moderation/bericht/2026.csv"""
    if year not in content.years():
        raise Http404
    head = [_("Abschnitt"), _("Was"), _("Name in den Vorlagen der EU"), _("Wert")]
    lines = ([line.section, line.what, line.name, line.value] for line in content.year_lines(year))
    return csv_file(f"bericht-{year}.csv", head, lines)


@office_only
@require_safe
def show_record(request: MemberRequest) -> HttpResponse:
    """GET /moderation/protokoll/, with `?suche=`: who used which power when and why."""
    policy.can_read_record(request.user).require()
    query = request.GET.get("suche", "").strip()[:LONGEST_QUERY]
    rows = _readable(request.user).matching(query)
    return render(
        request,
        "moderation/transparency_report/record.html",
        {"page": paginate(request, rows), "query": query},
    )


@office_only
@require_safe
def download_record(request: MemberRequest) -> HttpResponseBase:
    """GET /moderation/protokoll.csv, with `?suche=`"""
    policy.can_read_record(request.user).require()
    rows = _readable(request.user).matching(request.GET.get("suche", "").strip()[:LONGEST_QUERY])
    head = [_("Zeit"), _("Wer"), _("Was"), _("Woran"), _("Vorher"), _("Nachher"), _("Grund"), _("Siegel")]
    lines = (
        [
            event.at.isoformat(timespec="seconds"),
            event.actor.name if event.actor else "",
            event.verb,
            f"{event.thing_name} ({event.thing_kind} {event.thing_key})",
            event.before or "",
            event.after or "",
            event.reason,
            event.seal.sha256 if hasattr(event, "seal") else "",
        ]
        for event in rows.select_related("actor", "seal")[:MOST]
    )
    return csv_file("protokoll.csv", head, lines)


def _readable(viewer: Member) -> AuditQuerySet:
    """Not what others did in cases about the reader: who decided is not told to whom it concerns."""
    own = [(case.number, str(case.pk)) for case in Case.objects.filter(author=viewer)]
    hidden = Q(thing_kind="moderation.case", thing_key__in=[key for _number, key in own])
    hidden |= Q(after__case__in=[number for number, _key in own])
    rows = AuditEvent.objects.select_related("actor")
    return rows.exclude(pk__in=AuditEvent.objects.filter(hidden).values("pk")) if own else rows

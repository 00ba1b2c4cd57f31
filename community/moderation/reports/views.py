"""Reporting things, for members and for anyone else."""

from __future__ import annotations

from typing import Any

from allauth.core.ratelimit import consume
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from community import kinds
from community.moderation.cases import policy as case_policy
from community.moderation.conversations import actions as conversation_actions
from community.moderation.kind import Reportable, Thing
from community.moderation.models import Report
from community.moderation.reports import actions, policy
from community.moderation.reports.forms import AddressForm, ReportForm
from community.people.requests import MemberRequest
from community.people.viewer import Viewer
from community.web.pages import paginate
from community.web.responses import see_other

both_ways = require_http_methods(["GET", "HEAD", "POST"])


@both_ways
def report_thing(request: HttpRequest, kind: str, key: int) -> HttpResponse:
    """GET and POST /melden/beitrag/7/: what one may not know of is not there, as everywhere."""
    reportable = kinds.named(kind, Reportable)
    thing = reportable.find(key) if reportable else None
    if reportable is None or thing is None:
        raise Http404
    policy.can_report_thing(request.user, reportable, thing).require()
    form = ReportForm(request.POST or None, viewer=request.user)
    if request.method == "POST" and form.is_valid() and not _too_often(request, form):
        address = settings.PUBLIC_URL + reportable.address(thing)
        return _taken_in(request, form, reportable, thing, address)
    context = {
        "kind": reportable.called,
        "title": reportable.title(thing),
        "address": settings.PUBLIC_URL + reportable.address(thing),
        "back": reportable.address(thing),
    }
    return _form(request, form, context)


@both_ways
def report_anything(request: HttpRequest) -> HttpResponse:
    """GET and POST /melden/: for whoever has only an address. The answer tells nothing about what stands there."""
    policy.can_report(request.user).require()
    form = AddressForm(request.POST or None, viewer=request.user)
    if request.method == "POST" and form.is_valid() and not _too_often(request, form):
        reportable, thing = _reportable_at(request.user, *form.own_path())
        return _taken_in(request, form, reportable, thing, form.cleaned_data.pop("address"))
    return _form(request, form, {})


@require_safe
def report_received(request: HttpRequest) -> HttpResponse:
    """GET /melden/danke/: a mail is on its way to the address that was given."""
    return render(request, "moderation/reports/report_received.html")


@never_cache
@both_ways
def confirm_report(request: HttpRequest, token: str) -> HttpResponse:
    """GET /melden/bestaetigen/…/ shows a button (mail scanners open links), POST confirms."""
    try:
        if request.method == "POST":
            actions.confirm_report(token)
            return see_other(request.path)
        report = actions.read_token(token)
    except Report.DoesNotExist:
        raise Http404 from None
    except actions.ReportExpired:
        report = actions.read_token(token)
    status = 404 if report.is_expired else 200
    return render(request, "moderation/reports/report_confirm.html", {"report": report}, status=status)


@require_safe
@login_required
def list_own_reports(request: MemberRequest) -> HttpResponse:
    """GET /melden/meine/: what one has reported, and what became of it."""
    rows = (
        Report.objects.filter(reporter=request.user)
        .select_related("case")
        .prefetch_related("case__decisions", "messages")
    )
    page = paginate(request, rows.order_by("-created_at", "-pk"))
    for report in page:
        if report.case and report.messages.all():
            report.question_url = conversation_actions.conversation_address(report.case, report)
    context = {
        "page": page,
        "may_list_cases": case_policy.can_list_cases(request.user),
    }
    return render(request, "moderation/reports/own_reports.html", context)


def _taken_in(
    request: HttpRequest,
    form: ReportForm,
    reportable: Reportable | None,
    thing: Thing | None,
    address: str,
) -> HttpResponse:
    said = {name: value for name, value in form.cleaned_data.items() if name != "address"}
    report = actions.report_thing(request.user, reportable, thing, address=address, **said)
    if report.case is None:
        return see_other("report_received")
    messages.success(
        request,
        _("Danke. Ihre Meldung liegt der Geschäftsstelle vor, Vorgang %(number)s.")
        % {"number": report.case.number},
    )
    return see_other("list_own_reports")


def _reportable_at(viewer: Viewer, path: str, fragment: str) -> tuple[Reportable | None, Thing | None]:
    """The thing at an address of the house that this person may report; otherwise the address stays a text."""
    named = kinds.at(path, fragment, mixin=Reportable) if path else None
    reportable, thing = (named[0], named[0].find(named[1])) if named else (None, None)
    if reportable and thing is not None and policy.can_report_thing(viewer, reportable, thing):
        return reportable, thing
    return None, None


def _too_often(request: HttpRequest, form: ReportForm) -> bool:
    if request.user.is_authenticated:
        allowed = consume(request, action="report", user=request.user)
    else:
        allowed = consume(request, action="report_outside", key=form.cleaned_data["email"].lower())
    if not allowed:
        words = _(
            "Das waren viele Meldungen in kurzer Zeit. Bitte versuchen Sie es in einer Stunde noch einmal."
        )
        form.add_error(None, words)
    return not allowed


def _form(request: HttpRequest, form: ReportForm, context: dict[str, Any]) -> HttpResponse:
    rules = [
        (label, Report.PARAGRAPHS[code]) for code, label in Report.Reason.choices if code in Report.PARAGRAPHS
    ]
    context |= {"form": form, "rules": sorted(rules, key=lambda rule: rule[1])}
    return render(request, "moderation/reports/report.html", context, status=422 if form.is_bound else 200)

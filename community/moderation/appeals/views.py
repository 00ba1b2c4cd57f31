"""Appeals: the page behind a letter's link, for anyone who has it, and the page on which the office answers."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from community.moderation.access import office_only
from community.moderation.appeals import actions, policy
from community.moderation.appeals.forms import AnswerForm, AppealForm
from community.moderation.cases import dossier, reading
from community.moderation.decisions import actions as decision_actions
from community.moderation.decisions.grounds import ground_in
from community.moderation.kind import find
from community.moderation.models import Appeal, Decision
from community.people.requests import MemberRequest
from community.web.responses import see_other


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def file_appeal(request: HttpRequest, token: str) -> HttpResponse:
    """GET and POST /widerspruch/…/ with `text`: needs no account; the link is the right to object."""
    try:
        decision, report = actions.read_appeal_token(token)
    except Decision.DoesNotExist:
        raise Http404 from None
    form = AppealForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.file_appeal(decision, report, text=form.cleaned_data["text"])
        except actions.TooLate:
            return _appeal_page(request, decision, report, form, status=409)
        return see_other(request.path)
    return _appeal_page(request, decision, report, form, status=422 if form.errors else 200)


@office_only
@require_safe
def show_appeal(request: MemberRequest, appeal_id: int) -> HttpResponse:
    """GET /moderation/widersprueche/7/"""
    appeal = _appeal(request, appeal_id)
    return _page(request, appeal, _answer_form(appeal))


@office_only
@require_POST
def answer_appeal(request: MemberRequest, appeal_id: int) -> HttpResponse:
    """POST /moderation/widersprueche/7/beantworten/ with `outcome`, `reasons` and perhaps `ground` and `law`"""
    appeal = _appeal(request, appeal_id)
    form = _answer_form(appeal, request.POST)
    if not form.is_valid():
        return _page(request, appeal, form, status=422)
    policy.can_decide_appeal(request.user, appeal).require()
    reasons = form.cleaned_data["reasons"]
    try:
        with transaction.atomic():
            if form.cleaned_data["outcome"] == "upheld":
                actions.uphold(request.user, appeal, reasons=reasons)
            else:
                actions.grant(request.user, appeal, reasons=reasons, finding=form.finding())
    except actions.AppealAnswered:
        messages.warning(request, _("Diesen Widerspruch hat inzwischen jemand anderes beantwortet."))
        return see_other(appeal)
    except (decision_actions.ResultDoesNotFit, decision_actions.MeasureImpossible):
        form.add_error("outcome", _("Der Inhalt hat sich geändert. Bitte sehen Sie noch einmal nach."))
        return _page(request, appeal, form, status=422)
    messages.success(request, _("Der Widerspruch ist beantwortet. Die Mail ist unterwegs."))
    return see_other("list_cases")


def _appeal_page(
    request: HttpRequest, decision: Decision, report: Any, form: AppealForm, status: int
) -> HttpResponse:
    context = {
        "decision": decision,
        "ground": ground_in(decision),
        "appeal": actions.appeal_of(decision, report),
        "is_reporter": report is not None,
        "is_late": timezone.now() > decision.appeal_until,
        "form": form,
    }
    return render(request, "moderation/appeals/file_appeal.html", context, status=status)


def _page(request: MemberRequest, appeal: Appeal, form: AnswerForm, status: int = 200) -> HttpResponse:
    decision = appeal.decision
    found = find(decision.case.kind, decision.case.thing_key)
    context = {
        "appeal": appeal,
        "case": decision.case,
        "decision": decision,
        "ground": ground_in(decision),
        "kept": reading.kept(decision.case),
        "present": reading.present(found),
        "reports": dossier.reports(decision.case),
        "person": dossier.person(decision.case.author) if decision.case.author else None,
        "deciding": policy.can_decide_appeal(request.user, appeal),
        "form": form,
    }
    return render(request, "moderation/appeals/appeal.html", context, status=status)


def _answer_form(appeal: Appeal, data: Any = None) -> AnswerForm:
    case = appeal.decision.case
    return AnswerForm(data, by_author=appeal.by_author, found=find(case.kind, case.thing_key))


def _appeal(request: MemberRequest, appeal_id: int) -> Appeal:
    rows = Appeal.objects.select_related(
        "decision__case__author__municipality",
        "decision__rules",
        "first_decider",
        "decided_by",
        "report__reporter",
    )
    appeal = get_object_or_404(rows, pk=appeal_id)
    policy.can_see_appeal(request.user, appeal).require()
    return appeal

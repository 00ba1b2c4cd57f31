"""Cases: the list, and one of them with everything needed to decide."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from community import kinds
from community.kinds import find_row
from community.moderation import policy as office_policy
from community.moderation.access import case_workers_only, office_only
from community.moderation.appeals import panels
from community.moderation.cases import actions, dossier, policy, reading
from community.moderation.cases import panels as case_panels
from community.moderation.cases.forms import AssignForm, NoteForm, SeenForm
from community.moderation.decisions import actions as decision_actions
from community.moderation.decisions import policy as decision_policy
from community.moderation.decisions.forms import DecideForm, TakeBackForm
from community.moderation.decisions.grounds import ground_in
from community.moderation.kind import Reportable, find
from community.moderation.models import Appeal, Case, ReadyText
from community.moderation.reports import policy as report_policy
from community.moderation.sanctions import policy as sanction_policy
from community.people.requests import MemberRequest
from community.web.pages import paginate
from community.web.responses import see_other

LATELY = 20


@case_workers_only
@require_safe
def list_cases(request: MemberRequest) -> HttpResponse:
    """GET /moderation/vorgaenge/: open ones, then what was decided lately."""
    visible = Case.objects.visible_to(request.user)
    context = {
        "page": paginate(request, reading.with_counts(visible.open())),
        "settled": visible.settled().prefetch_related("decisions")[:LATELY],
        "appeals": panels.appeals(request.user),
        "answers": case_panels.answers_to_questions(request.user),
        "in_office": office_policy.can_enter_office(request.user),
    }
    return render(request, "moderation/cases/cases.html", context)


@case_workers_only
@require_safe
def show_case(request: MemberRequest, case_id: int) -> HttpResponse:
    """GET /moderation/vorgaenge/7/, with `?vorlage=3` the words of a ready text. Whoever opens it holds it."""
    case = _case(request, case_id)
    if request.method == "GET" and policy.can_decide_case(request.user, case):
        actions.watch_case(request.user, case)
    return _page(request, case)


@office_only
@require_http_methods(["GET", "HEAD", "POST"])
def open_case(request: MemberRequest, kind: str, key: int) -> HttpResponse:
    """GET and POST /moderation/vorgaenge/neu/beitrag/7/: on one's own, without a report."""
    named = kinds.named(kind, Reportable)
    found = find(named.slug, str(key)) if named else None
    if found is None:
        raise Http404
    if request.method == "POST":
        return see_other(actions.open_case(request.user, *found))
    context = {"kind": found[0].called, "title": found[0].title(found[1]), "back": found[0].address(found[1])}
    return render(request, "moderation/cases/open_case.html", context)


@case_workers_only
@require_POST
def take_case(request: MemberRequest, case_id: int) -> HttpResponse:
    """POST /moderation/vorgaenge/7/uebernehmen/ with `seen`"""
    case, form = _case(request, case_id), SeenForm(request.POST)
    if not form.is_valid():
        return _page(request, case, status=422)
    try:
        actions.take_case(request.user, case, seen=form.cleaned_data["seen"])
    except actions.CaseMovedOn as moved:
        messages.warning(request, _moved_on(moved.case))
    return see_other(case)


@office_only
@require_POST
def assign_case(request: MemberRequest, case_id: int) -> HttpResponse:
    """POST /moderation/vorgaenge/7/uebergeben/ with `to`, `note` and `seen`"""
    case = _case(request, case_id)
    form = AssignForm(request.POST, colleagues=office_policy.colleagues(request.user))
    if not form.is_valid():
        return _page(request, case, assign=form, status=422)
    try:
        actions.assign_case(request.user, case, **form.cleaned_data)
    except actions.CaseMovedOn as moved:
        messages.warning(request, _moved_on(moved.case))
        return see_other(case)
    messages.success(request, _("Den Vorgang hat jetzt %(name)s.") % {"name": form.cleaned_data["to"].name})
    return see_other(case)


@case_workers_only
@require_POST
def note_on_case(request: MemberRequest, case_id: int) -> HttpResponse:
    """POST /moderation/vorgaenge/7/notieren/ with `text`"""
    case, form = _case(request, case_id), NoteForm(request.POST)
    if not form.is_valid():
        return _page(request, case, note=form, status=422)
    actions.note_on_case(request.user, case, text=form.cleaned_data["text"])
    return see_other(case)


@case_workers_only
@require_POST
def decide_case(request: MemberRequest, case_id: int) -> HttpResponse:
    """POST /moderation/vorgaenge/7/entscheiden/ with the composer's fields; `preview` shows the letters only."""
    case = _case(request, case_id)
    form = _composer(request, case, request.POST)
    if not form.is_valid():
        return _page(request, case, form, status=422)
    preview = "preview" in request.POST
    try:
        with transaction.atomic():
            decision = decision_actions.decide_case(
                request.user, case, form.finding(), seen=form.cleaned_data["seen"]
            )
            letters = dossier.letters_of(decision) if preview else []
            transaction.set_rollback(preview)
    except actions.CaseMovedOn as moved:
        form.data = {**request.POST.dict(), "seen": str(moved.case.version)}
        messages.warning(request, _moved_on(moved.case))
        return _page(request, moved.case, form, status=409)
    except (decision_actions.ResultDoesNotFit, decision_actions.MeasureImpossible):
        form.add_error("action", _("Das Gemeldete hat sich geändert. Bitte sehen Sie noch einmal nach."))
        return _page(request, case, form, status=422)
    if preview:
        return _page(request, _case(request, case_id), form, letters=letters)
    messages.success(
        request, _("Vorgang %(number)s ist entschieden. Die Mails sind unterwegs.") % {"number": case}
    )
    return see_other("list_cases")


@case_workers_only
@require_http_methods(["GET", "HEAD", "POST"])
def take_back_decision(request: MemberRequest, case_id: int) -> HttpResponse:
    """GET and POST /moderation/vorgaenge/7/zuruecknehmen/ with `because`"""
    case = _case(request, case_id)
    decision = case.decisions.order_by("-pk").first()
    if decision is None:
        raise Http404
    decision.case = case
    decision_policy.can_take_back(request.user, decision).require()
    form = TakeBackForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        decision_actions.take_back_decision(request.user, decision, **form.cleaned_data)
        messages.success(request, _("Die Entscheidung ist zurückgenommen. Alles ist, wie es vorher war."))
        return see_other(case)
    context = {"case": case, "decision": decision, "form": form}
    return render(request, "moderation/decisions/take_back.html", context, status=422 if form.errors else 200)


def _composer(request: MemberRequest, case: Case, data: Any = None) -> DecideForm:
    found = find(case.kind, case.thing_key)
    words: dict[str, Any] = {"seen": case.version, "ground": dossier.likely_ground(case), "days": "7"}
    if ready := find_row(
        ReadyText.objects.for_purpose(ReadyText.Purpose.DECISION), request.GET.get("vorlage", "")
    ):
        words |= {"reasons": ready.text, "ground": ready.ground, "law": ready.law}
    return DecideForm(
        data,
        initial=words,
        found=found,
        may_sanction=bool(sanction_policy.can_sanction(request.user, case)),
        place=found[0].place(found[1]) if found else "",
    )


def _page(
    request: MemberRequest,
    case: Case,
    form: DecideForm | None = None,
    *,
    note: NoteForm | None = None,
    assign: AssignForm | None = None,
    letters: Any = (),
    status: int = 200,
) -> HttpResponse:
    found = find(case.kind, case.thing_key)
    kind = kinds.get(case.kind, Reportable)
    deciding = policy.can_decide_case(request.user, case)
    in_office = office_policy.can_enter_office(request.user)
    decisions = dossier.decisions(case)
    last = decisions[-1] if decisions else None
    context = {
        "case": case,
        "kind": kind.called if kind else _("Adresse"),
        "kept": reading.kept(case),
        "present": reading.present(found),
        "is_known": bool(case.kind),
        "reports": dossier.reports(case),
        "sees_reporters": report_policy.can_see_reporters(request.user),
        "ways": found[0].ways(request.user, found[1]) if found and case.is_open else [],
        "deciding": deciding,
        "decisions": [(decision, ground_in(decision)) for decision in decisions],
        "may_take_back": bool(last and decision_policy.can_take_back(request.user, last)),
        "letters": dossier.letters_of(last) if last and in_office else [],
        "preview": letters,
        "person": dossier.person(case.author) if in_office and case.author else None,
        "appeals": Appeal.objects.filter(decision__case=case) if in_office else [],
        "messages_said": case.messages.count() if in_office else 0,
        "notes": case.notes.select_related("author"),
        "history": reading.history(case),
        "in_office": in_office,
        "note_form": note or NoteForm(),
    }
    if case.is_open and deciding:
        context |= {
            "form": form or _composer(request, case),
            "texts": ReadyText.objects.for_purpose(ReadyText.Purpose.DECISION),
            "neighbours": dossier.neighbours(request.user, case),
        }
        if in_office:
            context["assign_form"] = assign or AssignForm(
                initial={"seen": case.version}, colleagues=office_policy.colleagues(request.user)
            )
    return render(request, "moderation/cases/case.html", context, status=status)


def _case(request: MemberRequest, case_id: int) -> Case:
    rows = Case.objects.select_related("author__municipality", "taken_by", "watched_by")
    case = get_object_or_404(rows, pk=case_id)
    policy.can_see_case(request.user, case).require()
    return case


def _moved_on(case: Case) -> str:
    if not case.is_open:
        return _(
            "Diesen Vorgang hat inzwischen jemand anderes abgeschlossen. Es gilt die erste Entscheidung."
        )
    return _(
        "Der Vorgang hat sich inzwischen geändert: Es kam etwas hinzu, oder jemand hat ihn übernommen. "
        "Ihr Text steht noch hier. Bitte sehen Sie nach und entscheiden Sie dann."
    )

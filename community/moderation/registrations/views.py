"""Deciding on registrations."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from community.kinds import find_row
from community.moderation.access import office_only
from community.moderation.models import ReadyText
from community.moderation.registrations import actions, assessment
from community.moderation.registrations.actions import AlreadyDecided
from community.moderation.registrations.forms import AdmitForm, DeclineForm
from community.people.admission.waiting import usual_wait
from community.people.models import Admission, Member, Municipality
from community.people.requests import MemberRequest
from community.text.numbers import whole_number
from community.web.moments import spoken
from community.web.pages import paginate
from community.web.responses import see_other

MOST = 100


Purpose = ReadyText.Purpose


@office_only
@require_safe
def list_registrations(request: MemberRequest) -> HttpResponse:
    """GET /moderation/freigaben/: who waits, then what was declined."""
    page = paginate(request, Member.objects.waiting().with_card())
    declined = Admission.objects.filter(outcome=Admission.Outcome.DECLINED, member__is_active=True)
    context = {
        "page": page,
        "items": assessment.assess(list(page)),
        "usual_wait": usual_wait(),
        "declined": declined.select_related("member", "decided_by").order_by("-decided_at")[:10],
    }
    return render(request, "moderation/registrations/registrations.html", context)


@office_only
@require_safe
def show_registration(request: MemberRequest, member_id: int) -> HttpResponse:
    """GET /moderation/freigaben/7/: one registration with everything needed to decide.

    `?vorlage=3` puts the words of a ready text where they belong.
    """
    return _registration(request, _member(member_id))


@office_only
@require_POST
def admit_member(request: MemberRequest, member_id: int) -> HttpResponse:
    """POST /moderation/freigaben/7/aufnehmen/ with `greeting`, `suggestions` and `confirms`; without, as proposed."""
    member, welcome = _member(member_id), None
    if "greeting" in request.POST:
        form = AdmitForm(request.POST, item=assessment.assess([member])[0])
        if not form.is_valid():
            return _registration(request, member, admit=form, status=422)
        welcome = form.welcome()
    try:
        actions.admit_member(request.user, member, welcome)
    except AlreadyDecided as decided:
        return _too_late(request, decided.admission)
    messages.success(request, _("%(name)s ist aufgenommen und bekommt eine Mail.") % {"name": member.name})
    return redirect("show_desk")


@office_only
@require_POST
def admit_members(request: MemberRequest) -> HttpResponse:
    """POST /moderation/freigaben/mehrere/ with `member` once for each: let them in as proposed."""
    ticked = map(whole_number, request.POST.getlist("member")[:MOST])
    chosen = [key for key in ticked if key]
    admitted = 0
    for member in Member.objects.waiting().select_related("municipality").filter(pk__in=chosen):
        try:
            actions.admit_member(request.user, member)
        except AlreadyDecided:
            continue
        admitted += 1
    if admitted:
        said = ngettext(
            "%(n)d Person ist aufgenommen und bekommt eine Mail.",
            "%(n)d Personen sind aufgenommen und bekommen eine Mail.",
            admitted,
        )
        messages.success(request, said % {"n": admitted})
    if not chosen:
        messages.warning(request, _("Bitte kreuzen Sie an, wen Sie aufnehmen möchten."))
    elif admitted < len(set(chosen)):
        messages.warning(request, _("Über die anderen hat inzwischen jemand entschieden."))
    return see_other("list_registrations")


@office_only
@require_POST
def decline_member(request: MemberRequest, member_id: int) -> HttpResponse:
    """POST /moderation/freigaben/7/ablehnen/ with `reason`"""
    member, form = _member(member_id), DeclineForm(request.POST)
    if not form.is_valid():
        return _registration(request, member, decline=form, status=422)
    try:
        actions.decline_member(request.user, member, reason=form.cleaned_data["reason"])
    except AlreadyDecided as decided:
        return _too_late(request, decided.admission)
    messages.success(
        request,
        _("Die Anmeldung von %(name)s ist abgelehnt. Ihre Begründung ist unterwegs.") % {"name": member.name},
    )
    return redirect("show_desk")


@office_only
@require_POST
def reconsider_member(request: MemberRequest, member_id: int) -> HttpResponse:
    """POST /moderation/freigaben/7/doch-aufnehmen/"""
    member = get_object_or_404(Member, pk=member_id, admission__isnull=False)
    try:
        actions.reconsider_member(request.user, member)
    except AlreadyDecided as decided:
        return _too_late(request, decided.admission)
    messages.success(request, _("%(name)s ist aufgenommen und bekommt eine Mail.") % {"name": member.name})
    return redirect("show_desk")


def _registration(
    request: MemberRequest,
    member: Member,
    *,
    admit: AdmitForm | None = None,
    decline: DeclineForm | None = None,
    status: int = 200,
) -> HttpResponse:
    item = assessment.assess([member])[0]
    ready = find_row(ReadyText.objects.in_use(), request.GET.get("vorlage", ""))
    greeting = {"greeting": ready.text} if ready and ready.purpose == Purpose.GREETING else {}
    reason = {"reason": ready.text} if ready and ready.purpose == Purpose.REFUSAL else {}
    context = {
        "item": item,
        "admit_form": admit or AdmitForm(item=item, initial=greeting),
        "form": decline or DeclineForm(initial=reason),
        "greetings": ReadyText.objects.for_purpose(Purpose.GREETING),
        "refusals": ReadyText.objects.for_purpose(Purpose.REFUSAL),
        "admission": member.decision,
        "neighbours": _neighbours(member.municipality),
        "usual_wait": usual_wait(),
    }
    return render(request, "moderation/registrations/registration.html", context, status=status)


def _neighbours(municipality: Municipality | None) -> int:
    """How many admitted members the person's municipality has already."""
    if municipality is None:
        return 0
    return Member.objects.admitted().filter(municipality=municipality).count()


def _too_late(request: MemberRequest, admission: Admission) -> HttpResponse:
    said = {"outcome": admission.get_outcome_display(), "when": spoken(admission.decided_at)}
    messages.warning(
        request, _("Bereits entschieden von der Geschäftsstelle. Ergebnis: %(outcome)s, %(when)s.") % said
    )
    return redirect("show_desk")


def _member(member_id: int) -> Member:
    rows = Member.objects.select_related("municipality", "admission__decided_by")
    return get_object_or_404(rows, pk=member_id, is_active=True, is_pseudonym=False)

"""What the office knows about a person: where they belong, what holds, what they reported, and notes."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from community.moderation.access import office_only
from community.moderation.cases import dossier
from community.moderation.models import PersonNote
from community.moderation.persons import actions, policy
from community.moderation.persons.forms import PersonNoteForm, WithdrawForm
from community.moderation.registrations.forms import confirmation_words
from community.people.models import Confirmation, Member
from community.people.requests import MemberRequest
from community.web.responses import see_other


@office_only
@require_safe
def show_person(request: MemberRequest, member_id: int) -> HttpResponse:
    """GET /moderation/personen/7/: whoever opens it with notes on it is recorded."""
    return _page(request, _member(request, member_id))


@office_only
@require_POST
def confirm_municipality(request: MemberRequest, member_id: int) -> HttpResponse:
    """POST /moderation/personen/7/bestaetigen/"""
    member = _member(request, member_id)
    actions.confirm_municipality(request.user, member)
    messages.success(
        request, _("Bestätigt. Die Grenzen für Neue gelten für %(name)s nicht mehr.") % {"name": member}
    )
    return see_other("show_person", member_id)


@office_only
@require_POST
def withdraw_confirmation(request: MemberRequest, member_id: int) -> HttpResponse:
    """POST /moderation/personen/7/bestaetigung-entziehen/ with `reason`"""
    member, form = _member(request, member_id), WithdrawForm(request.POST)
    if not form.is_valid():
        return _page(request, member, withdraw=form)
    actions.withdraw_confirmation(request.user, member, **form.cleaned_data)
    messages.success(request, _("Entzogen. Es gelten wieder die Grenzen für Neue."))
    return see_other("show_person", member_id)


@office_only
@require_POST
def note_on_person(request: MemberRequest, member_id: int) -> HttpResponse:
    """POST /moderation/personen/7/notieren/ with `purpose`, `text` and `expires_on`"""
    member, form = _member(request, member_id), PersonNoteForm(request.POST)
    if not form.is_valid():
        return _page(request, member, note=form)
    actions.note_on_person(request.user, member, **form.cleaned_data)
    messages.success(request, _("Notiert. An ihrem Tag wird die Notiz von selbst gelöscht."))
    return see_other("show_person", member_id)


@office_only
@require_POST
def delete_note(request: MemberRequest, member_id: int, note_id: int) -> HttpResponse:
    """POST /moderation/personen/7/notizen/3/loeschen/"""
    member = _member(request, member_id)
    actions.delete_note(request.user, get_object_or_404(PersonNote.objects.of(member), pk=note_id))
    messages.success(request, _("Die Notiz ist gelöscht."))
    return see_other("show_person", member_id)


def _member(request: MemberRequest, member_id: int) -> Member:
    rows = Member.objects.select_related("municipality", "admission").prefetch_related("grants")
    member = get_object_or_404(rows, pk=member_id)
    policy.can_see_person(request.user, member).require()
    return member


def _page(
    request: MemberRequest,
    member: Member,
    *,
    note: PersonNoteForm | None = None,
    withdraw: WithdrawForm | None = None,
) -> HttpResponse:
    context = {
        "member": member,
        "person": dossier.person(member),
        "record": dossier.record_of(member),
        "confirmation": Confirmation.objects.of(member).select_related("confirmed_by").first(),
        "confirmation_words": confirmation_words(member),
        "may_confirm": policy.can_confirm_municipality(request.user, member),
        "notes": actions.read_notes(request.user, member),
        "note_form": note or PersonNoteForm(),
        "withdraw_form": withdraw or WithdrawForm(),
    }
    return render(request, "moderation/persons/person.html", context, status=422 if note or withdraw else 200)

"""The settings of one's own account and profile."""

from __future__ import annotations

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from community.people.belonging.statements import last_statement_of
from community.people.members import actions as member_actions
from community.people.members.forms import PresentationForm, ProfileForm, profile_of
from community.people.models import Member
from community.people.requests import MemberRequest


@require_safe
@login_required
def account_overview(request: MemberRequest) -> HttpResponse:
    """GET /konto/: everything that can be set, with its present state."""
    form = PresentationForm(initial=_presentation_of(request.user))
    return render(request, "people/accounts/account_overview.html", _overview(request.user) | {"form": form})


@require_POST
@login_required
def choose_presentation(request: MemberRequest) -> HttpResponse:
    """POST /konto/darstellung/"""
    form = PresentationForm(request.POST)
    if form.is_valid():
        member_actions.choose_presentation(request.user, **form.cleaned_data)
        messages.success(request, _("Gespeichert."))
    return redirect("account_overview")


@login_required
def edit_profile(request: MemberRequest) -> HttpResponse:
    """GET and POST /konto/profil/"""
    member = request.user
    form = ProfileForm(request.POST or None, initial=profile_of(member))
    if request.method != "POST" or not form.is_valid():
        return _profile_page(request, form)
    said = dict(form.cleaned_data)
    helps, seeks = said.pop("helps", []), said.pop("seeks", [])
    try:
        member_actions.update_profile(member, member, **said)
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return _profile_page(request, form)
    member_actions.set_expertise(member, member, helps=helps, seeks=seeks)
    messages.success(request, _("Ihr Profil ist gespeichert."))
    return redirect(member)


def _profile_page(request: MemberRequest, form: ProfileForm) -> HttpResponse:
    context = {"form": form, "statement": last_statement_of(request.user)}
    status = 422 if form.errors else 200
    return render(request, "people/members/profile_form.html", context, status=status)


def _overview(member: Member) -> dict[str, object]:
    factors = list(Authenticator.objects.filter(user=member).values_list("type", flat=True))
    return {
        "member": member,
        "new_address": EmailAddress.objects.filter(user=member, verified=False).first(),
        "has_app": Authenticator.Type.TOTP in factors,
        "keys": factors.count(Authenticator.Type.WEBAUTHN),
        "sessions": UserSession.objects.filter(user=member).count(),
    }


def _presentation_of(member: Member) -> dict[str, bool]:
    return {"reads_nested": member.reads_nested, "shows_presence": member.shows_presence}

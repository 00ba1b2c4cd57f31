"""Coming in by an invitation: looking at the link does nothing, only the button does."""

from __future__ import annotations

from allauth.account.utils import perform_login
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from community.people.invitations.actions import InvitationOver, invited
from community.people.invitations.actions import accept_invitation as accept
from community.people.invitations.forms import InvitationForm


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def accept_invitation(request: HttpRequest, token: str) -> HttpResponse:
    """/einladung/…/: who has the link has the mailbox, and needs no other proof."""
    try:
        return _come_in(request, token)
    except InvitationOver:  # perhaps in this very moment, by the same button pressed twice
        return render(request, "people/invitations/invitation.html", {"member": None}, status=404)


def _come_in(request: HttpRequest, token: str) -> HttpResponse:
    member = invited(token)
    form = InvitationForm(request.POST or None, member=member)
    if request.method != "POST" or not form.is_valid() or form.rules is None:
        status = 422 if request.method == "POST" else 200
        return render(
            request, "people/invitations/invitation.html", {"member": member, "form": form}, status=status
        )
    member = accept(token, password=form.cleaned_data["password1"], rules=form.rules)
    messages.success(request, _("Willkommen. Sie sind dabei."))
    response: HttpResponse = perform_login(request, member, email_verification="none")
    return response

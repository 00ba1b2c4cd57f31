"""Taking a changed mail address back: looking at the link does nothing, only the button does."""

from __future__ import annotations

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from community.people.accounts import actions


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def take_back_address(request: HttpRequest, token: str) -> HttpResponse:
    """/konto/adresse-zurueck/…/: who has the link reads the old mailbox; they choose a new password next."""
    template = "people/accounts/take_back_address.html"
    try:
        if request.method != "POST":
            return render(request, template, {"change": actions.change_of(token)})
        member = actions.take_back_address(token)
    except actions.WayBackOver:
        return render(request, template, {"change": None}, status=404)
    except actions.AddressTakenMeanwhile:
        return render(request, template, {"change": None, "taken": True}, status=409)
    request.session.flush()
    messages.success(request, _("Ihre Adresse gilt wieder. Bitte wählen Sie jetzt ein neues Passwort."))
    key = default_token_generator.make_token(member)
    return redirect("account_reset_password_from_key", uidb36=user_pk_to_url_str(member), key=key)

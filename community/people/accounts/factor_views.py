"""Setting up a second factor: whoever has just shown that it works has passed it in this session."""

from __future__ import annotations

from typing import Any

from allauth.mfa.base.internal.flows import post_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.views import ActivateTOTPView
from allauth.mfa.webauthn.views import AddWebAuthnView
from django.http import HttpRequest, HttpResponse, HttpResponseBase


class ActivateApp(ActivateTOTPView):
    """GET and POST /konto/2fa/totp/activate/"""

    def form_valid(self, form: Any) -> HttpResponse:
        answer: HttpResponse = super().form_valid(form)
        _note_passed(self.request, Authenticator.Type.TOTP)
        return answer


class AddKey(AddWebAuthnView):
    """GET and POST /konto/2fa/webauthn/add/"""

    def form_valid(self, form: Any) -> HttpResponse:
        answer: HttpResponse = super().form_valid(form)
        _note_passed(self.request, Authenticator.Type.WEBAUTHN)
        return answer


def mfa_activate_totp(request: HttpRequest) -> HttpResponseBase:
    return ActivateApp.as_view()(request)


def mfa_add_webauthn(request: HttpRequest) -> HttpResponseBase:
    return AddKey.as_view()(request)


def _note_passed(request: HttpRequest, kind: str) -> None:
    """The newest of this kind. Password or another factor were asked for anew before, or the page does not open."""
    newest = Authenticator.objects.filter(user_id=request.user.pk, type=kind).latest("pk")
    post_authentication(request, newest, reauthenticated=True)

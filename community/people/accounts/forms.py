"""The account library's forms in our words: labels that stay, no placeholders, one password box to reveal."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from typing import Any

from allauth.account import forms as account
from allauth.account.adapter import get_adapter
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp.forms import ActivateTOTPForm as LibraryActivateTOTPForm
from allauth.mfa.webauthn import forms as webauthn
from allauth.mfa.webauthn.internal import auth as keys
from django import forms
from django.db import transaction
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from community.people.accounts.signup import SignupDetails
from community.people.invitations.actions import send_invitation
from community.people.members.actions import AddressTaken

LABELS = {
    "login": _("E-Mail-Adresse"),
    "email": _("E-Mail-Adresse"),
    "password": _("Passwort"),
    "password1": _("Passwort"),
    "oldpassword": _("Ihr bisheriges Passwort"),
    "remember": _("Auf diesem Gerät angemeldet bleiben"),
    "code": _("Code"),
    "name": _("Name des Schlüssels"),
    "passwordless": _("Auch ohne Passwort mit diesem Schlüssel anmelden"),
}


HINTS: dict[str, Any] = {
    "password1": _("Mindestens 12 Zeichen. Ein kurzer Satz, den nur Sie kennen, ist ein gutes Passwort."),
    "oldpassword": "",
    "passwordless": _("Der Schlüssel fragt dann nach Fingerabdruck, Gesicht oder PIN."),
}


PASSWORD_LIMIT = 4_000


class OurWords:
    """Gives the library's fields our labels and hints and takes the placeholders away."""

    fields: dict[str, forms.Field]
    labels: dict[str, Any] = {}
    hints: dict[str, Any] = {}
    unsaid: tuple[str, ...] = ("remember", "passwordless")  # a box one need not tick says so by itself

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("password2", None)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            field.label = self.labels.get(name) or LABELS.get(name, field.label)
            field.help_text = self.hints.get(name, HINTS.get(name, field.help_text))
            if isinstance(field.widget, forms.PasswordInput):
                field.widget.attrs["maxlength"] = PASSWORD_LIMIT


class LoginForm(OurWords, account.LoginForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].widget.attrs["autocomplete"] = "username"
        self.fields["password"].help_text = format_html(
            '<a href="{}">{}</a>', reverse("account_reset_password"), _("Passwort vergessen?")
        )


class SignupForm(OurWords, account.SignupForm):
    labels = {"name": _("Vor- und Nachname")}
    unsaid = SignupDetails.unsaid
    account_already_exists: bool
    hints = {"email": _("Am besten die Ihrer Verwaltung: Daran erkennen wir, dass Sie dazugehören.")}

    def try_save(self, request: HttpRequest) -> Any:
        """As in the library; two requests at once for one address end like a taken address.

        Where the address is known, all the work is done and thrown away: what it takes tells nobody that it is.
        """
        if self.account_already_exists:
            self._register_in_vain(request)
        try:
            return super().try_save(request)
        except AddressTaken:
            self.account_already_exists = True
            return super().try_save(request)

    def _register_in_vain(self, request: HttpRequest) -> None:
        email = self.cleaned_data["email"]
        self.account_already_exists = False
        self.cleaned_data["email"] = f"{secrets.token_hex(16)}@vergeblich.invalid"
        try:
            with transaction.atomic():
                self.save(request)
                transaction.set_rollback(True)
        finally:
            self.account_already_exists = True
            self.cleaned_data["email"] = email


class AddEmailForm(OurWords, account.AddEmailForm):
    labels = {"email": _("Neue E-Mail-Adresse")}


class ChangePasswordForm(OurWords, account.ChangePasswordForm):
    labels = {"password1": _("Neues Passwort")}


class SetPasswordForm(OurWords, account.SetPasswordForm):
    labels = {"password1": _("Neues Passwort")}


class ResetPasswordForm(OurWords, account.ResetPasswordForm):
    def save(self, request: HttpRequest, **kwargs: Any) -> str:
        """As in the library; who was invited and has not come yet gets the invitation again: the rules stand there."""
        waited_for = [member for member in self.users if member.is_invited]
        for member in waited_for:
            send_invitation(member)
        return self.cleaned_data["email"] if waited_for else super().save(request, **kwargs)


class ResetPasswordKeyForm(OurWords, account.ResetPasswordKeyForm):
    labels = {"password1": _("Neues Passwort")}


class ReauthenticateForm(OurWords, account.ReauthenticateForm):
    pass


class SecondFactorForm(OurWords, mfa.AuthenticateForm):
    hints = {"code": _("Sechs Ziffern aus Ihrer App, oder einer Ihrer Wiederherstellungscodes.")}


class SecondFactorAgainForm(OurWords, mfa.ReauthenticateForm):
    hints = SecondFactorForm.hints


class ActivateTOTPForm(OurWords, LibraryActivateTOTPForm):
    hints = {"code": _("Die sechs Ziffern, die Ihre App jetzt anzeigt.")}


class CredentialField(forms.JSONField):
    """What a browser says of a key. Python's reader of JSON fails in more ways than Django's field expects: numbers
    with thousands of digits, and lists within lists within lists."""

    widget = forms.HiddenInput

    def to_python(self, value: Any) -> Any:
        try:
            said = super().to_python(value)
        except (ValueError, RecursionError):
            said = None
        if not isinstance(said, dict) and value not in self.empty_values:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid", params={"value": ""})
        return said

    def bound_data(self, data: Any, initial: Any) -> Any:
        """Nobody sees the field: what was wrong is not shown again."""
        return ""


def _require_shape(parse: Callable[[Any], Any], credential: Any) -> None:
    """Refuse what only looks like a credential: the library reads on and stumbles over what is missing."""
    try:
        parse(credential)
    except (AttributeError, KeyError, TypeError, ValueError) as fault:
        raise forms.ValidationError(forms.JSONField.default_error_messages["invalid"]) from fault


class WithCredential(forms.Form):
    credential = CredentialField()


class KnownKeyForm(WithCredential):
    def clean_credential(self) -> Any:
        _require_shape(keys.parse_authentication_response, self.cleaned_data["credential"])
        return super().clean_credential()  # type: ignore[misc]


class LoginKeyForm(KnownKeyForm, webauthn.LoginWebAuthnForm):
    """A key in place of the password must have asked for PIN, finger or face, whatever its challenge was made for."""

    def clean_credential(self) -> Any:
        said = self.cleaned_data["credential"]
        authenticator = super().clean_credential()
        if not keys.parse_authentication_response(said).response.authenticator_data.is_user_verified():
            raise get_adapter().validation_error("incorrect_code")
        return authenticator


class KeyAgainForm(KnownKeyForm, webauthn.ReauthenticateWebAuthnForm):
    pass


class AddKeyForm(WithCredential, OurWords, webauthn.AddWebAuthnForm):
    def clean_credential(self) -> Any:
        _require_shape(keys.parse_registration_response, self.cleaned_data["credential"])
        return self.cleaned_data["credential"]

    hints = {"name": _("Damit Sie mehrere Schlüssel unterscheiden können, zum Beispiel „Diensthandy“.")}


class EditKeyForm(OurWords, webauthn.EditWebAuthnForm):
    pass

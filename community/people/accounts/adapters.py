"""Where the account library meets the house: registering goes through our action, sentences are ours."""

from __future__ import annotations

import time
from base64 import urlsafe_b64encode
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.account.models import EmailAddress
from allauth.core.exceptions import ReauthenticationRequired
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from community import live
from community.people.accounts import actions as account_actions
from community.people.accounts import languages
from community.people.accounts.models import TAKEN_BACK_WITHIN
from community.people.accounts.security import has_factor
from community.people.accounts.signup import SignupDetails
from community.people.members.actions import register
from community.people.models import AddressChange, Document, Member

FACTOR_LOST = _(
    "Ihr zweiter Faktor lässt sich nicht mehr prüfen, weil der Schlüssel des Servers gewechselt hat. "
    "Die Geschäftsstelle setzt ihn für Sie zurück."
)


class AccountAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": _("Dieses Konto ist stillgelegt."),
        "duplicate_email": _("Diese E-Mail-Adresse gehört schon zu Ihrem Konto."),
        "email_password_mismatch": _("E-Mail-Adresse und Passwort passen nicht zusammen."),
        "enter_current_password": _("Das bisherige Passwort stimmt nicht."),
        "incorrect_code": _("Dieser Code stimmt nicht. Bitte geben Sie den neuesten ein."),
        "incorrect_password": _("Das Passwort stimmt nicht."),
        "invalid_password_reset": _("Dieser Link gilt nicht mehr. Bitte fordern Sie einen neuen an."),
        "too_many_login_attempts": _(
            "Zu viele Versuche. Bitte warten Sie fünf Minuten oder setzen Sie Ihr Passwort zurück."
        ),
        "rate_limited": _("Das waren zu viele Versuche in kurzer Zeit. Bitte warten Sie einen Moment."),
    }

    def is_safe_url(self, url: str) -> bool:
        """As in the library; what is no address at all, such as `//[`, is none to go on to."""
        try:
            return bool(super().is_safe_url(url))
        except ValueError:
            return False

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody can agree to rules that do not exist yet."""
        return Document.objects.current(Document.Slug.RULES) is not None

    def save_user(self, request: HttpRequest, user: Any, form: SignupDetails, commit: bool = True) -> Member:
        """The new member; the library stores the mail address and sends the confirmation afterwards."""
        details = form.cleaned_data
        return register(
            email=details["email"],
            name=details["name"],
            password=details["password1"],
            function=details["function"],
            municipality=details["municipality"],
            rules=form.agreed_rules,
        )

    def confirm_email(self, request: HttpRequest, email_address: EmailAddress) -> bool:
        """As in the library, but an address another account registered with is refused with a sentence."""
        others = Member.objects.filter(email__iexact=email_address.email).exclude(pk=email_address.user_id)
        if others.exists():
            context = {"email": email_address.email}
            self.add_message(
                request, messages.ERROR, "account/messages/email_confirmation_failed.txt", context
            )
            return False
        with transaction.atomic():
            member = Member.objects.select_for_update().get(pk=email_address.user_id)
            old = EmailAddress.objects.get_verified(member)
            if old and old.email.lower() != email_address.email.lower():
                account_actions.note_address_change(member, old=old.email, new=email_address.email)
            confirmed = bool(super().confirm_email(request, email_address))
            transaction.set_rollback(not confirmed)
        return confirmed

    def send_notification_mail(
        self,
        template_prefix: str,
        user: Any,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        """As in the library; the warning to the old address shows the way back."""
        if template_prefix == "account/email/email_changed":
            change = AddressChange.objects.filter(member=user).latest("pk")
            undo = {"undo_url": account_actions.way_back(change), "undo_days": TAKEN_BACK_WITHIN.days}
            context = {**(context or {}), **undo}
        super().send_notification_mail(template_prefix, user, context, email)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """As in the library; addresses in mails begin as the settings say, not as whoever asked called the house."""
        public = {name: _public(value) for name, value in context.items() if name.endswith("_url")}
        super().send_mail(template_prefix, email, context | public)

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """As in the library; for who has a second factor the password alone is not enough."""
        methods = super().get_reauthentication_methods(user)
        strong = [method for method in methods if method["id"] != "reauthenticate"]
        return strong or methods

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """As in the library; what a password allowed before the factor was set up is over."""
        required = super().is_reauthentication_required(app=app, **kwargs)
        if required and has_factor(self.request.user) and not _passed_lately(self.request):
            raise ReauthenticationRequired
        return required

    def post_login(self, request: HttpRequest, user: Member, **kwargs: Any) -> HttpResponse:
        """As in the library; on a device without a choice of its own the member's language is spoken."""
        response = super().post_login(request, user, **kwargs)
        if settings.LANGUAGE_COOKIE_NAME not in request.COOKIES and user.language != settings.LANGUAGE_CODE:
            languages.remember(response, user.language)
        return response

    def set_password(self, user: Member, password: str) -> None:
        """As in the library; what is connected by an old session is cut off, this browser connects anew."""
        super().set_password(user, password)
        live.hang_up(user.pk, reason="password")

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """Tries are counted per mail address alone; the library counts anew for each name of the house."""
        return str(credentials.get("email", "")).lower()

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("account_overview")


class MFAAdapter(DefaultMFAAdapter):
    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("Dieser Code stimmt nicht. Bitte geben Sie den neuesten ein."),
        "unverified_email": _("Bitte bestätigen Sie zuerst Ihre E-Mail-Adresse."),
    }

    def encrypt(self, text: str) -> str:
        """Secrets of second factors: a copy of the database alone opens no account."""
        return _locks().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Raises `PermissionDenied` with a sentence when the key that locked it is gone."""
        try:
            return _locks().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            raise PermissionDenied(FACTOR_LOST) from None

    def _get_site_name(self) -> str:
        return "Demografiedialog"

    def generate_authenticator_name(self, user: Any, type: Any) -> str:
        return str(_("Mein Schlüssel"))


def _passed_lately(request: HttpRequest) -> bool:
    """Whether the second factor was asked for anew in this session, and that is not long ago."""
    records = get_authentication_records(request, request.user)
    again = [
        record["at"] for record in records if record.get("reauthenticated") and record["method"] == "mfa"
    ]
    return bool(again) and time.time() - again[-1] < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT


def _public(address: str) -> str:
    parts = urlsplit(address)
    return settings.PUBLIC_URL + urlunsplit(parts._replace(scheme="", netloc=""))


def _locks() -> MultiFernet:
    """The present secret key locks; former ones still open."""
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    digests = (
        salted_hmac("community.people.second-factor", "", secret=key, algorithm="sha256") for key in keys
    )
    return MultiFernet([Fernet(urlsafe_b64encode(made.digest())) for made in digests])

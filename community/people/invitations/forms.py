"""What somebody who was invited fills in to come in."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import get_adapter
from django import forms
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from community.people.accounts.forms import HINTS, PASSWORD_LIMIT
from community.people.models import Document, Member


class InvitationForm(forms.Form):
    """A password, and consent to the version of the rules that stood beside the box."""

    password1 = forms.CharField(
        label=_("Passwort"),
        strip=False,
        help_text=HINTS["password1"],
        widget=forms.PasswordInput({"autocomplete": "new-password", "maxlength": PASSWORD_LIMIT}),
        error_messages={"required": _("Bitte wählen Sie ein Passwort.")},
    )
    consent = forms.BooleanField(
        label=_("Ich habe die Netiquette gelesen und halte mich daran"),
        error_messages={
            "required": _("Bitte bestätigen Sie die Netiquette. Ohne sie können wir Sie nicht aufnehmen.")
        },
    )
    rules_version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, member: Member, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.member, self.rules = member, Document.objects.current(Document.Slug.RULES)
        self.initial["rules_version"] = self.rules.version if self.rules else None
        self.fields["consent"].help_text = format_html(
            '<a href="{}" target="_blank">{}</a>',
            reverse("rules"),
            _("Netiquette lesen (öffnet ein neues Fenster)"),
        )

    def clean_password1(self) -> str:
        return str(get_adapter().clean_password(self.cleaned_data["password1"], self.member))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        current = self.initial["rules_version"]
        if "consent" not in self.errors and data.get("rules_version") not in (None, current):
            self.data = {**self.data.dict(), "rules_version": current}  # type: ignore[attr-defined]
            self.add_error(
                "consent",
                _("Die Netiquette hat sich gerade geändert. Bitte bestätigen Sie die neue Fassung."),
            )
        return data

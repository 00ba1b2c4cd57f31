"""What the house asks of someone who registers, beside mail address and password."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from community.people.members.names import clean_function, clean_name
from community.people.models import Document, Member
from community.people.municipalities.forms import MunicipalityField
from community.web.forms import LineField

# A box in the template that is off the page for eyes, ears and keyboard; programs fill in everything they find.
TRAP = "website"


class SignupDetails(forms.Form):
    """Name, municipality, function and consent. The account library adds mail address and password."""

    field_order = [
        "name",
        "email",
        "municipality",
        "unaffiliated",
        "function",
        "password1",
        "consent",
        "rules_version",
    ]

    unsaid = ("municipality", "unaffiliated")  # one of the two is needed: neither calls itself optional

    name = LineField(
        label=_("Vor- und Nachname"),
        limit=200,
        help_text=_("So stehen Sie neben Ihren Beiträgen. Alle Mitglieder treten mit ihrem Namen auf."),
        widget=forms.TextInput({"autocomplete": "name"}),
    )
    municipality = MunicipalityField(
        label=_("Ihre Kommune"),
        required=False,
        help_text=_(
            "Gemeinde, Verband oder Kreis, für den Sie arbeiten oder sich engagieren: Name oder Postleitzahl."
        ),
    )
    unaffiliated = forms.BooleanField(
        label=_("Ich gehöre zu keiner Kommune, sondern zum Beispiel zu einer Hochschule oder einem Verband"),
        required=False,
    )
    function = LineField(
        label=_("Ihre Funktion"),
        limit=200,
        help_text=_("Zum Beispiel: Demografiebeauftragte, Bürgermeister, Ehrenamt im Stammtisch"),
        widget=forms.TextInput({"autocomplete": "organization-title"}),
    )
    consent = forms.BooleanField(
        label=_("Ich habe die Netiquette gelesen und halte mich daran"),
        error_messages={
            "required": _("Bitte bestätigen Sie die Netiquette. Ohne sie können wir Sie nicht aufnehmen.")
        },
    )
    rules_version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rules = Document.objects.current(Document.Slug.RULES)
        self.initial["rules_version"] = self.rules.version if self.rules else None
        self.fields["consent"].help_text = format_html(
            '<a href="{}" target="_blank">{}</a>',
            reverse("rules"),
            _("Netiquette lesen (öffnet ein neues Fenster)"),
        )

    def clean(self) -> dict[str, Any]:
        details = super().clean() or self.cleaned_data
        if details.get("unaffiliated"):
            details["municipality"] = None
            self.errors.pop("municipality", None)
        elif not details.get("municipality") and "municipality" not in self.errors:
            self.add_error(
                "municipality",
                _("Bitte geben Sie Ihre Kommune an oder kreuzen Sie an, dass Sie zu keiner gehören."),
            )
        self._check_names(details)
        self._check_rules(details)
        if self.data.get(TRAP):
            self.add_error(
                None,
                _(
                    "Das sah nach einem Programm aus. Sind Sie ein Mensch? Dann senden Sie es bitte noch einmal ab."
                ),
            )
        return details

    @property
    def agreed_rules(self) -> Document:
        """The rules a valid form agrees to. Raises `ImproperlyConfigured` where none were ever published."""
        if self.rules is None:
            raise ImproperlyConfigured("Nobody can register before `load_documents` has published the rules")
        return self.rules

    def signup(self, request: HttpRequest, user: Member) -> None:
        """Nothing is left to do here: the adapter has registered the member with all details."""

    def _check_names(self, details: dict[str, Any]) -> None:
        """Nobody begins under the name or the function of somebody in the office."""
        for field, clean in (("name", clean_name), ("function", clean_function)):
            try:
                clean(details.get(field, ""))
            except ValidationError as refusal:
                self.add_error(None, refusal)

    def _check_rules(self, details: dict[str, Any]) -> None:
        """Consent is given to a version: the one that stood beside the box."""
        current, read = self.initial["rules_version"], details.get("rules_version")
        if "consent" not in self.errors and read not in (None, current):
            self.data = {**self.data, "rules_version": current}
            self.add_error(
                "consent",
                _("Die Netiquette hat sich gerade geändert. Bitte bestätigen Sie die neue Fassung."),
            )

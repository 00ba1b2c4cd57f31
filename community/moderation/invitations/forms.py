"""What is handed in to invite people: a file first, then the same list once more as it was looked at."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from community.people.invitations.roster import MOST_BYTES, Entry, RosterRefused, read_roster


class RosterForm(forms.Form):
    """A file from a spreadsheet; clean, `entries` are its people and `text` is what it says."""

    file = forms.FileField(
        label=_("CSV-Datei"),
        help_text=_(
            "Spalten: Name, E-Mail, Kommune (Name, Postleitzahl oder Regionalschlüssel), Funktion, Arbeitsgruppen. "
            "Höchstens 500 Zeilen. Es wird erst gezeigt und noch niemand eingeladen."
        ),
        widget=forms.ClearableFileInput({"accept": ".csv,text/csv"}),
        error_messages={
            "required": _("Bitte wählen Sie eine Datei aus."),
            "empty": _("In der Datei steht nichts."),
        },
    )
    entries: list[Entry]

    def clean_file(self) -> Any:
        content = self.cleaned_data["file"].read(MOST_BYTES + 1)
        try:
            self.entries = read_roster(content)
        except RosterRefused as refused:
            raise ValidationError(refused.message) from refused
        return content


class LookedAtForm(forms.Form):
    """The list that was looked at, carried along in the page; it is read and checked anew."""

    content = forms.CharField(widget=forms.HiddenInput, strip=False, max_length=MOST_BYTES * 2)
    entries: list[Entry]

    def clean_content(self) -> str:
        try:
            self.entries = read_roster(bytes.fromhex(self.cleaned_data["content"]))
        except (RosterRefused, ValueError) as refused:
            raise ValidationError(
                _("Die Liste ist unterwegs beschädigt worden. Bitte laden Sie die Datei noch einmal hoch.")
            ) from refused
        return str(self.cleaned_data["content"])

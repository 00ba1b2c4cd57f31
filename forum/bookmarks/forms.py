"""The form of a bookmark: a note and a day."""

from __future__ import annotations

from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from community.web.forms import DayField, LineField


class BookmarkForm(forms.Form):
    """What one wants to remember about a post, and when it should come up again."""

    note = LineField(limit=300, required=False, label=_("Notiz"))
    due_on = DayField(
        required=False,
        input_formats=["%Y-%m-%d", "%d.%m.%Y"],
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        label=_("Wiedervorlage am"),
        help_text=_("An diesem Tag steht der Beitrag oben auf Ihrem Merkzettel."),
        error_messages={"invalid": _("Bitte geben Sie ein Datum an, zum Beispiel 30.11.2026.")},
    )

    def clean_due_on(self) -> date | None:
        day: date | None = self.cleaned_data["due_on"]
        if day and not date(2000, 1, 1) <= day < date(2100, 1, 1):
            raise ValidationError(_("Bitte wählen Sie einen Tag in diesem Jahrhundert."))
        return day

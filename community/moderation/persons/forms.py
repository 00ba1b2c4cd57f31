"""Forms for a note about a person, and for withdrawing a confirmation."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.moderation.models import PersonNote
from community.moderation.reports.forms import PlainField
from community.web.forms import DayField, LineField

USUAL_TIME = timedelta(days=182)


LONGEST_TIME = timedelta(days=366)


class PersonNoteForm(forms.Form):
    """A note, what it is for, and when it is forgotten."""

    purpose = forms.ChoiceField(label=_("Zweck"), choices=PersonNote.Purpose.choices)
    text = PlainField(
        label=_("Notiz"),
        rows=3,
        help_text=_(
            "Nur Tatsachen, die Sie der Person auch sagen würden. Auf Verlangen bekommt sie die Notiz."
        ),
        error_messages={"required": _("Bitte schreiben Sie etwas.")},
    )
    expires_on = DayField(
        label=_("Gelöscht am"),
        input_formats=["%Y-%m-%d", "%d.%m.%Y"],
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Höchstens in einem Jahr."),
        error_messages={
            "required": _("Bitte sagen Sie, wann die Notiz gelöscht wird."),
            "invalid": _("Bitte geben Sie ein Datum an, zum Beispiel 30.11.2026."),
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": {"expires_on": timezone.localdate() + USUAL_TIME}, **kwargs})

    def clean_expires_on(self) -> date:
        day: date = self.cleaned_data["expires_on"]
        if not timezone.localdate() < day <= timezone.localdate() + LONGEST_TIME:
            raise ValidationError(_("Bitte wählen Sie einen Tag zwischen morgen und heute in einem Jahr."))
        return day


class WithdrawForm(forms.Form):
    reason = LineField(
        label=_("Warum entziehen Sie die Bestätigung?"),
        limit=500,
        help_text=_("Liest nur die Geschäftsstelle."),
    )

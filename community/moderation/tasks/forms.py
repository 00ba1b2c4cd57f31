"""What the office writes on its own list."""

from __future__ import annotations

from datetime import date

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.moderation.models import Task
from community.web.forms import DayField, LineField


class TaskForm(forms.Form):
    """What the office wants to see to, and by which day."""

    title = LineField(
        label=_("Was ist zu tun?"),
        limit=200,
        help_text=_("Zum Beispiel: Seminar am Mittwoch, Teilnahmeliste verschicken"),
        error_messages={"required": _("Bitte schreiben Sie, was zu tun ist.")},
    )
    due_on = DayField(
        label=_("Bis wann?"),
        input_formats=["%Y-%m-%d", "%d.%m.%Y"],
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": _("Bitte nennen Sie den Tag."),
            "invalid": _("Bitte geben Sie ein Datum an, zum Beispiel 30.11.2026."),
        },
    )

    def clean_due_on(self) -> date:
        day: date = self.cleaned_data["due_on"]
        if day < timezone.localdate():
            raise forms.ValidationError(_("Dieser Tag ist schon vorbei."))
        return day


class StageForm(forms.Form):
    stage = forms.ChoiceField(choices=Task.Stage)

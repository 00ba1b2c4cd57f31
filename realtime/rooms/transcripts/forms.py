"""The form of a transcript: from when to when, and in which format."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from community.web.forms import DayField


class TranscriptForm(forms.Form):
    """Which days the transcript covers, and in which form."""

    PDF = "pdf"
    FORMS = (
        (PDF, _("PDF-Datei, zum Lesen und Ablegen (PDF/A)")),
        ("text", _("Textdatei, zum Weiterverwenden")),
    )

    von = DayField(required=False, label=_("Von"), widget=forms.DateInput(attrs={"type": "date"}))
    bis = DayField(required=False, label=_("Bis"), widget=forms.DateInput(attrs={"type": "date"}))
    als = forms.ChoiceField(
        choices=FORMS, required=False, initial=PDF, widget=forms.RadioSelect, label=_("Form")
    )

"""The form of a summary."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from community.web.forms import LineField, MarkdownField
from forum.summaries.models import SUMMARY_LIMIT
from forum.writing.forms import SecondThought


class SummaryForm(SecondThought):
    """What came of the thread, and why the text was changed; `seen` is the version one began with."""

    text = MarkdownField(limit=SUMMARY_LIMIT, rows=10, label=_("Zusammenfassung"))
    reason = LineField(
        limit=200,
        required=False,
        label=_("Was haben Sie geändert?"),
        help_text=_("Erscheint im Verlauf, zum Beispiel: Kosten ergänzt."),
    )
    seen = forms.IntegerField(required=False, min_value=0, max_value=999_999, widget=forms.HiddenInput)

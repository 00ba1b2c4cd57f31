"""Forms for handing over a case and noting something on it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from community.moderation.reports.forms import PlainField
from community.people.models import Member


class SeenForm(forms.Form):
    """Which version of the case the officer had before them."""

    seen = forms.IntegerField(min_value=0, max_value=2_000_000_000, widget=forms.HiddenInput)


class AssignForm(SeenForm):
    to = forms.ModelChoiceField(label=_("An wen"), queryset=Member.objects.none(), empty_label=None)
    note = PlainField(label=_("Was sollte die Person wissen?"), rows=2, required=False)

    def __init__(self, *args: Any, colleagues: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        bound_field(self, "to").queryset = colleagues


class NoteForm(forms.Form):
    text = PlainField(
        label=_("Notiz"),
        rows=2,
        help_text=_(
            "Liest nur, wer an Vorgängen arbeitet. Auf Verlangen bekommt sie auch die Person zu sehen."
        ),
        error_messages={"required": _("Bitte schreiben Sie etwas.")},
    )


def bound_field(form: forms.Form, name: str) -> Any:
    """A field whose choices depend on who asks."""
    return form.fields[name]

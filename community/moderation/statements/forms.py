"""Refusing a statement needs a reason."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from community.web.forms import LineField


class RefusalForm(forms.Form):
    reason = LineField(
        label=_("Begründung"),
        limit=500,
        help_text=_("Die Person liest sie, ohne Ihren Namen."),
        error_messages={"required": _("Bitte schreiben Sie der Person, warum.")},
    )

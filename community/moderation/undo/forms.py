"""The form with the reason for undoing something."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from community.web.forms import LineField


class UndoForm(forms.Form):
    reason = LineField(
        label=_("Grund"), limit=500, required=False, help_text=_("Lesen nur Moderation und Geschäftsstelle.")
    )

"""The form that asks for an erasure."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from community.web.forms import LineField


class ErasureForm(forms.Form):
    reason = LineField(
        limit=500, label=_("Begründung"), help_text=_("Lesen nur Moderation und Geschäftsstelle.")
    )

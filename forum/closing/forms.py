"""The form with the reason for closing or reopening a thread."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from community.web.forms import LineField


class ReasonForm(forms.Form):
    """Why something is done to the words of others; shown to everyone concerned."""

    reason = LineField(
        limit=500,
        label=_("Begründung"),
        help_text=_("Steht öffentlich an dieser Stelle. Nennen Sie den Grund, nicht die Person."),
    )

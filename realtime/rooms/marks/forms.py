"""The form of a reaction."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from realtime.rooms.models import Reaction


class ReactionForm(forms.Form):
    kind = forms.ChoiceField(
        choices=Reaction.Kind.choices,
        error_messages={"invalid_choice": _("Diese Reaktion gibt es hier nicht.")},
    )

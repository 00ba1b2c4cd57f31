"""The form of a reaction."""

from __future__ import annotations

from django import forms

from forum.models import Reaction


class ReactionForm(forms.Form):
    kind = forms.ChoiceField(choices=Reaction.Kind.choices)

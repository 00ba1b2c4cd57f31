"""Forms for entering with a reason, for levels of notices, and for invitations."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from community.web.forms import DayField, LineField
from realtime.rooms.models import Participation


class ReasonForm(forms.Form):
    """Why something is done that concerns others; they will read it."""

    reason = LineField(
        limit=500, label=_("Begründung"), help_text=_("Nennen Sie den Grund, nicht die Person.")
    )


class LevelForm(forms.Form):
    level = forms.ChoiceField(
        choices=Participation.Level.choices, label=_("Benachrichtigen über"), widget=forms.RadioSelect
    )


class InvitationForm(forms.Form):
    """Someone comes as a guest, for good or until a day."""

    member = forms.IntegerField(min_value=1, max_value=2**63 - 1, widget=forms.HiddenInput)
    until = DayField(
        required=False,
        label=_("Zugang bis"),
        help_text=_("Einschließlich dieses Tages. Ohne Angabe bleibt der Zugang bestehen."),
        widget=forms.DateInput(attrs={"type": "date"}),
    )

"""The form that asks a member in person for an answer."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from community.people.models import Member


class AnswerRequestForm(forms.Form):
    """Whom to ask for an answer."""

    member = forms.ModelChoiceField(
        queryset=Member.objects.none(),
        label=_("Wen bitten Sie um eine Antwort?"),
        error_messages={
            "required": _("Bitte wählen Sie eine Person."),
            "invalid_choice": _("Diese Person ist gerade nicht dabei."),
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.ModelChoiceField, self.fields["member"]).queryset = Member.objects.admitted()

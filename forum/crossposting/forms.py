"""In which further fields a thread is shown."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from community.web.forms import LineField
from forum.crossposting.models import MOST_FURTHER_FIELDS, TOO_MANY
from forum.models import ActionField


class CrosspostForm(forms.Form):
    """Further fields for a thread; whoever did not begin it says why."""

    further = forms.ModelMultipleChoiceField(
        queryset=ActionField.objects.none(),
        to_field_name="slug",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        label=_("Auch zeigen in"),
        help_text=_("Höchstens zwei. Ohne Haken steht das Thema nur in seinem eigenen Handlungsfeld."),
        error_messages={
            "invalid_choice": _("In einem dieser Handlungsfelder können Sie das Thema nicht zeigen.")
        },
    )
    reason = LineField(
        limit=500,
        label=_("Begründung"),
        help_text=_("Steht öffentlich unter dem Thema. Nennen Sie den Grund, nicht die Person."),
    )

    def __init__(self, *args: Any, fields: Any, must_explain: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.ModelMultipleChoiceField, self.fields["further"]).queryset = fields
        if not must_explain:
            del self.fields["reason"]

    def clean_further(self) -> Any:
        """Said together with what else is missing; `crosspost_thread` holds it."""
        further = self.cleaned_data["further"]
        if len(further) > MOST_FURTHER_FIELDS:
            raise ValidationError(TOO_MANY)
        return further

"""The form for editing many threads of a field at once."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from forum.models import ActionField
from forum.moving.forms import ThreadField
from forum.thread_tools.forms import ReasonedForm


class BulkEditForm(ReasonedForm):
    """Threads of a field, and what is to be done with all of them."""

    threads = forms.TypedMultipleChoiceField(
        coerce=int,
        label=_("Themen"),
        error_messages={
            "required": _("Bitte haken Sie mindestens ein Thema an."),
            "invalid_choice": _("Eines dieser Themen steht nicht mehr in diesem Handlungsfeld."),
        },
    )
    verb = forms.ChoiceField(
        choices=[
            ("close_thread", _("schließen")),
            ("move_thread", _("in ein anderes Handlungsfeld verschieben")),
            ("merge_thread", _("mit einem Thema zusammenführen")),
        ],
        widget=forms.RadioSelect,
        label=_("Was soll geschehen?"),
        error_messages={
            "required": _("Bitte wählen Sie, was geschehen soll."),
            "invalid_choice": _("Bitte wählen Sie, was geschehen soll."),
        },
    )
    field = forms.ModelChoiceField(
        queryset=ActionField.objects.none(),
        to_field_name="slug",
        required=False,
        label=_("Handlungsfeld, wenn verschoben wird"),
        empty_label=_("Bitte wählen"),
        error_messages={"invalid_choice": _("Dorthin können Sie diese Themen nicht verschieben.")},
    )
    target = ThreadField(required=False, label=_("Adresse des Themas, mit dem zusammengeführt wird"))

    def __init__(self, *args: Any, keys: list[int], fields: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.TypedMultipleChoiceField, self.fields["threads"]).choices = [(k, str(k)) for k in keys]
        cast(forms.ModelChoiceField, self.fields["field"]).queryset = fields

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        needs = {"move_thread": "field", "merge_thread": "target"}.get(data.get("verb", ""))
        if needs and needs not in self.errors and not data.get(needs):
            self.add_error(needs, _("Das braucht es dafür."))
        return data

"""The form of a ready text."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from community.moderation.cases.forms import bound_field
from community.moderation.decisions.grounds import grounds
from community.moderation.models import ReadyText
from community.moderation.reports.forms import PlainField
from community.web.forms import LineField


class ReadyTextForm(forms.Form):
    purpose = forms.ChoiceField(
        label=_("Wofür"),
        choices=ReadyText.Purpose.choices,
        initial=ReadyText.Purpose.DECISION,
        error_messages={"required": _("Bitte wählen Sie, wofür die Vorlage ist.")},
    )
    title = LineField(label=_("Titel"), limit=120, help_text=_("So finden Sie die Vorlage wieder."))
    ground = forms.ChoiceField(
        label=_("Grund"), required=False, help_text=_("Nur für Entscheidungen über Meldungen.")
    )
    law = LineField(label=_("Gesetz"), required=False)
    text = PlainField(
        label=_("Text"), rows=8, error_messages={"required": _("Bitte schreiben Sie den Text.")}
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        bound_field(self, "ground").choices = [(ground.value, ground.label) for ground in grounds()]

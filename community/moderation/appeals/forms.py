"""Forms for an appeal, and for the office's answer."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from community.moderation.cases.forms import bound_field
from community.moderation.decisions.actions import Finding
from community.moderation.decisions.forms import DO, Result
from community.moderation.decisions.grounds import LAW, grounds
from community.moderation.reports.forms import PlainField
from community.web.forms import LineField


class AppealForm(forms.Form):
    """What someone says against a decision."""

    text = PlainField(
        label=_("Warum sehen Sie das anders?"),
        rows=8,
        error_messages={"required": _("Bitte schreiben Sie, was gegen die Entscheidung spricht.")},
    )


class AnswerForm(forms.Form):
    """How an appeal ends. A reporter who is right gets a new decision, so `measures` are asked for."""

    outcome = forms.ChoiceField(
        label=_("Ergebnis"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Bitte wählen Sie das Ergebnis.")},
    )
    ground = forms.ChoiceField(label=_("Grund der neuen Entscheidung"), required=False)
    law = LineField(label=_("Gesetz"), required=False)
    reasons = PlainField(
        label=_("Begründung"),
        rows=6,
        help_text=_("Steht so in der Mail an die Person, die widersprochen hat. Ohne Ihren Namen."),
        error_messages={"required": _("Bitte schreiben Sie, warum.")},
    )

    def __init__(self, *args: Any, by_author: bool, found: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        granted = [("granted", _("Aufheben: Alles wird, wie es vorher war"))]
        if not by_author:
            possible = found[0].possible_measures(found[1]) if found else []
            granted = [(f"{DO}{measure.slug}", measure.name) for measure in possible]
            bound_field(self, "ground").choices = [(ground.value, ground.label) for ground in grounds()]
        else:
            del self.fields["ground"], self.fields["law"]
        bound_field(self, "outcome").choices = [("upheld", _("Die Entscheidung bleibt")), *granted]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("ground") == LAW and not said.get("law") and str(said.get("outcome")).startswith(DO):
            self.add_error("law", _("Bitte nennen Sie das Gesetz."))
        return said

    def finding(self) -> Finding | None:
        """The new decision, where a reporter was right."""
        said = self.cleaned_data
        if not said["outcome"].startswith(DO):
            return None
        return Finding(
            result=Result.RESTRICTED,
            reasons=said["reasons"],
            ground=said["ground"],
            law=said["law"],
            measures=(said["outcome"].removeprefix(DO),),
        )

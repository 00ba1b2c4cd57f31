"""What the office fills in to ask a person something, and the person to answer."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from community.moderation.models import Case, Report
from community.moderation.reports.forms import PlainField

AUTHOR = "author"


class WriteForm(forms.Form):
    to = forms.ChoiceField(
        label=_("An wen"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Bitte wählen Sie, an wen die Nachricht geht.")},
    )
    text = PlainField(
        label=_("Nachricht"),
        rows=6,
        help_text=_("Sie geht als Mail der Geschäftsstelle hinaus, ohne Ihren Namen."),
        error_messages={"required": _("Bitte schreiben Sie etwas.")},
    )

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reports = case.reports.select_related("reporter")
        self.reports = {str(report.pk): report for report in reports if report.can_be_answered}
        field: Any = self.fields["to"]
        field.choices = self._people(case)

    def report(self) -> Report | None:
        """The report of whoever it goes to; `None`: to the author."""
        return self.reports.get(self.cleaned_data["to"])

    def _people(self, case: Case) -> list[tuple[str, str]]:
        people = []
        if case.author:
            words = gettext("%(name)s (darum geht es in dem Vorgang)")
            people.append((AUTHOR, words % {"name": case.author.name}))
        told = [
            (key, gettext("%(name)s (hat gemeldet)") % {"name": report.sender})
            for key, report in self.reports.items()
        ]
        return people + told


class AnswerOfficeForm(forms.Form):
    text = PlainField(
        label=_("Ihre Antwort"),
        rows=6,
        help_text=_("Nur die Geschäftsstelle liest sie."),
        error_messages={"required": _("Bitte schreiben Sie Ihre Antwort.")},
    )

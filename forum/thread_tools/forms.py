"""Forms of the thread tools: the change, and always why."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.text import TITLE_LIMIT
from community.web.forms import DayField, LineField
from forum.models import Thread

KINDS = [(Thread.Kind.QUESTION, _("Frage")), (Thread.Kind.DISCUSSION, _("Diskussion"))]


PACES = [
    (0, _("nicht verlangsamt")),
    (5, _("5 Minuten")),
    (30, _("30 Minuten")),
    (60, _("1 Stunde")),
    (720, _("12 Stunden")),
]


class ReasonedForm(forms.Form):
    """The change comes first, the reason last. Fields of a form below stand above the reason."""

    reason = LineField(
        limit=500,
        label=_("Begründung"),
        help_text=_("Steht öffentlich unter dem Thema. Nennen Sie den Grund, nicht die Person."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields([*(name for name in self.fields if name != "reason"), "reason"])


class RetitleForm(ReasonedForm):
    title = LineField(limit=TITLE_LIMIT, label=_("Neuer Titel"), help_text=_("Der alte bleibt sichtbar."))


class ChangeKindForm(ReasonedForm):
    kind = forms.ChoiceField(choices=KINDS, widget=forms.HiddenInput)


class PinForm(ReasonedForm):
    until = DayField(
        input_formats=["%Y-%m-%d", "%d.%m.%Y"],
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        label=_("Angeheftet bis einschließlich"),
        help_text=_("Danach löst es sich von selbst."),
        error_messages={
            "required": _("Bitte nennen Sie den letzten Tag."),
            "invalid": _("Bitte geben Sie ein Datum an, zum Beispiel 30.11.2026."),
        },
    )

    def clean_until(self) -> datetime:
        """The end of the day that was named."""
        day: date = self.cleaned_data["until"]
        if not timezone.localdate() <= day < date(2100, 1, 1):
            raise ValidationError(_("Bitte wählen Sie heute oder einen Tag danach."))
        return timezone.make_aware(datetime.combine(day, time(23, 59, 59)))


class SlowForm(ReasonedForm):
    minutes = forms.TypedChoiceField(
        choices=PACES,
        coerce=int,
        label=_("Abstand zwischen zwei Beiträgen einer Person"),
        error_messages={"invalid_choice": _("Bitte wählen Sie einen der Abstände.")},
    )


class NoteForm(forms.Form):
    text = forms.CharField(
        max_length=2_000,
        widget=forms.Textarea({"rows": 4}),
        label=_("Notiz"),
        help_text=_(
            "Lesen nur die, die dieses Handlungsfeld moderieren. Schreiben Sie so, dass die Person es lesen dürfte."
        ),
        error_messages={"required": _("Bitte schreiben Sie etwas.")},
    )

"""Forms for a poll, for consent, and for the outcome: shape and words of input, no saving."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.web.forms import LineField
from forum.polls.consent import ConsentRule
from forum.polls.content import OPTION_LIMIT, QUESTION_LIMIT, PollWords, clean_closing, clean_options


class PollForm(forms.Form):
    """A poll: what is asked, the answers to choose from, and who counts."""

    question = LineField(limit=QUESTION_LIMIT, label=_("Frage der Umfrage"))
    options = forms.CharField(
        max_length=20 * OPTION_LIMIT,
        widget=forms.Textarea({"rows": 5}),
        label=_("Antworten zur Auswahl"),
        help_text=_("Jede in einer eigenen Zeile, zwei bis zehn."),
        error_messages={"required": _("Bitte nennen Sie mindestens zwei Antworten.")},
    )
    choice = forms.ChoiceField(
        choices=[("single", _("eine Antwort")), ("multiple", _("mehrere Antworten"))],
        initial="single",
        widget=forms.RadioSelect,
        required=False,
        label=_("Wie viele Antworten darf man wählen?"),
        error_messages={"invalid_choice": _("Bitte wählen Sie eine oder mehrere Antworten.")},
    )
    per_municipality = forms.BooleanField(
        required=False,
        label=_("Eine Stimme je Kommune"),
        help_text=_("Stimmen mehrere aus derselben Kommune ab, zählt die letzte Stimme."),
    )
    closes_on = forms.DateField(
        required=False,
        input_formats=["%Y-%m-%d", "%d.%m.%Y"],
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        label=_("Offen bis einschließlich"),
        help_text=_("Ohne Datum bleibt die Umfrage offen, bis Sie sie schließen."),
        error_messages={"invalid": _("Bitte geben Sie ein Datum an, zum Beispiel 30.11.2026.")},
    )

    def is_wanted(self) -> bool:
        """Whether anything was filled in, where a poll is only on offer."""
        words = (self["question"], self["options"], self["closes_on"], self["per_municipality"])
        return any(str(field.value() or "").strip() for field in words)

    def words(self) -> PollWords:
        """The poll that was filled in, after `is_valid`."""
        data = self.cleaned_data
        return PollWords(
            question=data["question"],
            options=data["options"],
            is_multiple=data["choice"] == "multiple",
            per_municipality=data["per_municipality"],
            closes_at=data["closes_on"],
        )

    def clean_options(self) -> list[str]:
        try:
            return clean_options(self.cleaned_data["options"].splitlines())
        except ValidationError as refusal:
            raise ValidationError(refusal.messages) from refusal

    def clean_closes_on(self) -> datetime | None:
        """The end of the day that was named."""
        day: date | None = self.cleaned_data["closes_on"]
        if day is None:
            return None
        try:
            return clean_closing(timezone.make_aware(datetime.combine(day, time(23, 59, 59))))
        except ValidationError as refusal:
            raise ValidationError(refusal.messages) from refusal


class ConsentForm(PollForm):
    """A proposal for which consent is asked: who must take part, how many agree, how few object."""

    options = None  # type: ignore[assignment]  # always the same four
    choice = None  # type: ignore[assignment]
    fewest_ballots = forms.IntegerField(
        min_value=1,
        max_value=9_999,
        initial=5,
        label=_("Mindestens so viele Stimmen"),
        help_text=_("Mit weniger gilt nichts als beschlossen. Auch eine Enthaltung ist eine Stimme."),
    )
    least_agreement = forms.IntegerField(
        min_value=1,
        max_value=100,
        initial=70,
        label=_("Mindestens so viel Prozent Zustimmung"),
        help_text=_("Von allen, die sich nicht enthalten."),
    )
    most_objection = forms.IntegerField(
        min_value=0,
        max_value=99,
        initial=5,
        label=_("Höchstens so viel Prozent schwere Einwände"),
        help_text=_("Mit 0 hält ein einziger schwerer Einwand den Vorschlag auf."),
    )
    field_order = ["question", "fewest_ballots", "least_agreement", "most_objection"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["question"].label = _("Vorschlag")
        self.fields["question"].help_text = _("Ein Satz, dem man zustimmen kann.")

    def words(self) -> PollWords:
        data = self.cleaned_data
        rule = ConsentRule(data["fewest_ballots"], data["least_agreement"], data["most_objection"])
        return PollWords(
            question=data["question"],
            options=(),
            per_municipality=data["per_municipality"],
            closes_at=data["closes_on"],
            consent=rule,
        )


class OutcomeForm(forms.Form):
    """What follows from a closed poll."""

    text = LineField(
        limit=500,
        label=_("Was folgt daraus?"),
        help_text=_(
            "Steht mit Ihrem Namen unter dem Ergebnis, zum Beispiel: Wir treffen uns am 12. März in Coburg."
        ),
    )

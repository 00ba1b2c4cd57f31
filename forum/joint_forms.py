"""What people fill in where they take part in a thread: shape and words of input, no saving."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from community.web.forms import LineField, MarkdownField
from forum.consent import ConsentRule
from forum.forms import PollForm, SecondThought
from forum.models import Reaction
from forum.models.summaries import SUMMARY_LIMIT
from forum.polls import PollWords


class ReactionForm(forms.Form):
    kind = forms.ChoiceField(choices=Reaction.Kind.choices)


class SummaryForm(SecondThought):
    """What came of the thread, and why the text was changed; `seen` is the version one began with."""

    text = MarkdownField(limit=SUMMARY_LIMIT, rows=10, label=_("Zusammenfassung"))
    reason = LineField(
        limit=200,
        required=False,
        label=_("Was haben Sie geändert?"),
        help_text=_("Erscheint im Verlauf, zum Beispiel: Kosten ergänzt."),
    )
    seen = forms.IntegerField(required=False, min_value=0, max_value=999_999, widget=forms.HiddenInput)


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

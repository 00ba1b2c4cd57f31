"""What is filled in about questions that go through the office."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from community.people.models import Member
from community.text import POST_LIMIT, TITLE_LIMIT
from community.web.forms import LineField, MarkdownField, PostingKeyField
from forum.confidential.askers import disclosures
from forum.models import ActionField, ConfidentialQuestion


class AnswerRequestForm(forms.Form):
    """A question for the office, and how much of where it is from may be told."""

    field = forms.ModelChoiceField(
        queryset=ActionField.objects.none(),
        to_field_name="slug",
        label=_("Handlungsfeld"),
        empty_label=_("Bitte wählen"),
        error_messages={
            "required": _("Bitte wählen Sie ein Handlungsfeld."),
            "invalid_choice": _("Dieses Handlungsfeld gibt es nicht."),
        },
    )
    title = LineField(limit=TITLE_LIMIT, label=_("Titel"))
    text = MarkdownField(
        limit=POST_LIMIT,
        rows=12,
        label=_("Ihre Frage"),
        help_text=_(
            "Schreiben Sie so, dass niemand Ihre Kommune erkennt: keine Ortsnamen, keine Straßen, keine Daten."
        ),
    )
    discloses = forms.ChoiceField(
        label=_("Was dürfen andere über Ihre Kommune erfahren?"),
        widget=forms.RadioSelect,
        initial=ConfidentialQuestion.Discloses.NOTHING,
        error_messages={"invalid_choice": _("Bitte wählen Sie eine der Angaben.")},
    )
    key = PostingKeyField()

    def __init__(self, *args: Any, asker: Member, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.ModelChoiceField, self.fields["field"]).queryset = ActionField.objects.visible_to(asker)
        choice = cast(forms.ChoiceField, self.fields["discloses"])
        possible = disclosures(asker.municipality)
        choice.choices = [(slug, words or _t("Nichts")) for slug, words in possible.items()]
        if len(possible) < len(ConfidentialQuestion.Discloses):
            choice.help_text = _(
                "Mehr bieten wir nur an, wo es auf mindestens fünf Kommunen im Netzwerk passt."
            )


class ChangedAskForm(AnswerRequestForm):
    key = None  # type: ignore[assignment]


class ProposalForm(forms.Form):
    """The office's own wording, and why."""

    title = LineField(limit=TITLE_LIMIT, label=_("Titel"))
    text = MarkdownField(limit=POST_LIMIT, rows=10, label=_("Text"))
    remark = LineField(
        limit=500,
        required=False,
        label=_("Warum so?"),
        help_text=_("Liest nur die Person, die gefragt hat."),
    )
    seen = forms.IntegerField(widget=forms.HiddenInput)


class RefusalForm(forms.Form):
    reason = LineField(
        limit=500,
        label=_("Begründung"),
        help_text=_("Liest nur die Person, die gefragt hat, mit „Sie“ und ohne Ihren Namen."),
        error_messages={"required": _("Bitte schreiben Sie der Person, warum.")},
    )


class SeenForm(forms.Form):
    """Which version was looked at."""

    seen = forms.IntegerField(widget=forms.HiddenInput)


class RevealForm(forms.Form):
    sure = forms.BooleanField(
        label=_("Ja, mein Name und meine Kommune sollen dort stehen. Das lässt sich nicht zurücknehmen."),
        error_messages={"required": _("Bitte kreuzen Sie an, dass Sie das wirklich möchten.")},
    )

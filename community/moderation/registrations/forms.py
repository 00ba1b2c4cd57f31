"""Forms for admitting and declining people."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from community.moderation.registrations.assessment import Registration, Welcome, proposed_welcome
from community.moderation.registrations.registry import suggestions
from community.moderation.reports.forms import PlainField
from community.people.models import Member


class AdmitForm(forms.Form):
    """How somebody is let in: the words, what to suggest, and whether the municipality is right."""

    unsaid = ("confirms", "suggestions")

    greeting = PlainField(
        label=_("Begrüßung"),
        rows=4,
        help_text=_("Damit beginnt die Mail, nach „Guten Tag“ und dem Namen."),
        error_messages={"required": _("Bitte begrüßen Sie die Person mit einem Satz.")},
    )
    suggestions = forms.MultipleChoiceField(
        label=_("Das könnte passen"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Steht mit Adresse in der Mail."),
        error_messages={"invalid_choice": _("Einen dieser Vorschläge gibt es nicht mehr.")},
    )
    confirms = forms.BooleanField(
        required=False,
        help_text=_("Dann gelten die Grenzen für Neue nicht. Sie können das auch später bestätigen."),
    )

    def __init__(self, *args: Any, item: Registration, **kwargs: Any) -> None:
        proposed = proposed_welcome(item)
        initial = {
            "greeting": proposed.greeting,
            "suggestions": [place.key for place in proposed.suggestions],
            "confirms": proposed.confirms,
        }
        super().__init__(*args, **{**kwargs, "initial": initial | kwargs.get("initial", {})})
        self.offered = suggestions(item.member)
        choices: Any = self.fields["suggestions"]
        choices.choices = [(place.key, place.name) for place in self.offered]
        if not self.offered:
            del self.fields["suggestions"]
        self.fields["confirms"].label = confirmation_words(item.member)

    def welcome(self) -> Welcome:
        """What the action takes. Only after `is_valid`."""
        said = self.cleaned_data
        chosen = set(said.get("suggestions", []))
        places = tuple(place for place in self.offered if place.key in chosen)
        return Welcome(said["greeting"], places, confirms=said["confirms"])


class DeclineForm(forms.Form):
    reason = forms.CharField(
        label=_("Begründung"),
        max_length=2_000,
        widget=forms.Textarea({"rows": 4}),
        help_text=_("Steht so in der Mail an die Person. Bitte in ganzen Sätzen und mit „Sie“."),
        error_messages={"required": _("Bitte schreiben Sie der Person, warum.")},
    )


def confirmation_words(member: Member) -> str:
    """What the office says it has made sure of."""
    if member.municipality is None:
        return gettext("Ich habe geprüft, dass die Person zum Netzwerk gehört")
    words = gettext("Ich habe geprüft, dass die Person zu %(place)s gehört")
    return words % {"place": member.place}

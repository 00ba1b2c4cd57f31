"""Reasons: whoever declines, grants or revokes says why."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from community.moderation import scopes
from community.moderation.models import PersonNote
from community.moderation.policy import GRANTABLE
from community.moderation.registrations import Registration, Welcome, proposed_welcome
from community.moderation.report_forms import PlainField
from community.moderation.welcomes import suggestions
from community.people.models import Member, Role
from community.web.forms import LineField

USUAL_TIME = timedelta(days=182)
LONGEST_TIME = timedelta(days=366)


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


class PersonNoteForm(forms.Form):
    """A note, what it is for, and when it is forgotten."""

    purpose = forms.ChoiceField(label=_("Zweck"), choices=PersonNote.Purpose.choices)
    text = PlainField(
        label=_("Notiz"),
        rows=3,
        help_text=_(
            "Nur Tatsachen, die Sie der Person auch sagen würden. Auf Verlangen bekommt sie die Notiz."
        ),
        error_messages={"required": _("Bitte schreiben Sie etwas.")},
    )
    expires_on = forms.DateField(
        label=_("Gelöscht am"),
        input_formats=["%Y-%m-%d", "%d.%m.%Y"],
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Höchstens in einem Jahr."),
        error_messages={
            "required": _("Bitte sagen Sie, wann die Notiz gelöscht wird."),
            "invalid": _("Bitte geben Sie ein Datum an, zum Beispiel 30.11.2026."),
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": {"expires_on": timezone.localdate() + USUAL_TIME}, **kwargs})

    def clean_expires_on(self) -> date:
        day: date = self.cleaned_data["expires_on"]
        if not timezone.localdate() < day <= timezone.localdate() + LONGEST_TIME:
            raise ValidationError(_("Bitte wählen Sie einen Tag zwischen morgen und heute in einem Jahr."))
        return day


class WithdrawForm(forms.Form):
    reason = LineField(
        label=_("Warum entziehen Sie die Bestätigung?"),
        limit=500,
        help_text=_("Liest nur die Geschäftsstelle."),
    )


class GrantForm(forms.Form):
    """A role, everywhere or, for moderators, in one place."""

    unsaid = ("scope",)

    role = forms.ChoiceField(label=_("Rolle"), choices=[(role.value, role.label) for role in GRANTABLE])
    scope = forms.ChoiceField(
        label=_("Wo"),
        required=False,
        help_text=_(
            "Wer nur ein Handlungsfeld moderiert, gehört nicht zur Geschäftsstelle und sieht nur dessen Vorgänge."
        ),
        error_messages={"invalid_choice": _("Diesen Ort gibt es nicht.")},
    )
    reason = LineField(label=_("Grund"), limit=500)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        places = [(scope.key, scope.name) for scope in scopes.everything()]
        choice: Any = self.fields["scope"]
        choice.choices = [("", gettext("Überall")), *places]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("scope") and said.get("role") != Role.MODERATOR:
            self.add_error("scope", gettext("Auf einen Ort beschränken lässt sich nur die Moderation."))
        return said


class RevokeForm(forms.Form):
    reason = LineField(label=_("Grund"), limit=500)


class UndoForm(forms.Form):
    reason = LineField(
        label=_("Grund"), limit=500, required=False, help_text=_("Lesen nur Moderation und Geschäftsstelle.")
    )


def confirmation_words(member: Member) -> str:
    """What the office says it has made sure of."""
    if member.municipality is None:
        return gettext("Ich habe geprüft, dass die Person zum Netzwerk gehört")
    words = gettext("Ich habe geprüft, dass die Person zu %(place)s gehört")
    return words % {"place": member.place}

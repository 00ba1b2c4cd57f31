"""What members say about themselves, and how they want to see the house."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from community.people import subjects
from community.people.belonging.statements import open_statement_of
from community.people.models import Expertise, Member, Municipality
from community.people.municipalities.forms import MunicipalityField
from community.web.forms import LineField, MarkdownField

ABOUT_LIMIT = 2_000


class ProfileForm(forms.Form):
    name = LineField(
        label=_("Vor- und Nachname"), limit=200, widget=forms.TextInput({"autocomplete": "name"})
    )
    function = LineField(
        label=_("Funktion"), limit=200, widget=forms.TextInput({"autocomplete": "organization-title"})
    )
    municipality = MunicipalityField(
        label=_("Kommune"),
        required=False,
        help_text=_("Name oder Postleitzahl. Bleibt leer, wenn Sie zu keiner Kommune gehören."),
    )
    about = MarkdownField(
        label=_("Über mich"),
        limit=ABOUT_LIMIT,
        required=False,
        help_text=_("Woran arbeiten Sie? Wobei darf man Sie ansprechen?"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(subject.slug, subject.name) for subject in subjects.everything()]
        if choices:
            self.fields["helps"] = _boxes(_("Ich kann helfen bei"), choices)
            self.fields["seeks"] = _boxes(_("Ich suche Austausch zu"), choices)


def _boxes(label: Any, choices: list[tuple[str, str]]) -> forms.MultipleChoiceField:
    widget = forms.CheckboxSelectMultiple
    return forms.MultipleChoiceField(label=label, choices=choices, required=False, widget=widget)


def profile_of(member: Member) -> dict[str, Any]:
    """The form's initial values."""
    stated = list(Expertise.objects.filter(member=member))
    return {
        "name": member.name,
        "function": member.function,
        "municipality": _stated_town(member),
        "about": member.about,
        "helps": [row.subject for row in stated if row.direction == Expertise.Direction.HELPS],
        "seeks": [row.subject for row in stated if row.direction == Expertise.Direction.SEEKS],
    }


def _stated_town(member: Member) -> Municipality | None:
    """What the member said last, confirmed or not: saving the form unchanged changes nothing."""
    statement = open_statement_of(member)
    return statement.municipality if statement else member.municipality


class PresentationForm(forms.Form):
    unsaid = ("reads_nested", "shows_presence")

    reads_nested = forms.BooleanField(
        label=_("Themen verzweigt anzeigen: Antworten stehen eingerückt unter dem, worauf sie antworten"),
        required=False,
    )
    shows_presence = forms.BooleanField(
        label=_("Anderen zeigen, wenn ich online bin"),
        required=False,
        help_text=_("Ohne Häkchen sieht niemand, wann Sie hier sind."),
    )

"""Forms that say when posts need approval."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from community.web.forms import LineField

FIRST = [
    (0, _("Aus: Beiträge neuer Mitglieder stehen sofort")),
    (1, _("Der erste Beitrag wartet")),
    (3, _("Die ersten drei Beiträge warten")),
    (10, _("Die ersten zehn Beiträge warten")),
]


class FirstPostsForm(forms.Form):
    number = forms.TypedChoiceField(
        label=_("Beiträge neuer Mitglieder"), choices=FIRST, coerce=int, widget=forms.RadioSelect
    )


class WatchedWordForm(forms.Form):
    word = LineField(
        label=_("Wort"),
        limit=80,
        help_text=_("Als ganzes Wort. Mit einem Stern am Ende auch als Anfang: „Gewinnspiel*“."),
    )
    purpose = LineField(
        label=_("Wozu"), limit=300, help_text=_("Damit Ihre Kolleginnen und Kollegen es verstehen.")
    )

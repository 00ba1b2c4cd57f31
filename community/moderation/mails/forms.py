"""What the office fills in about the Montagspost."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from community.notices import registry
from community.web.forms import LineField

ADDRESS = re.compile(r"/themen/(\d{1,18})/")


PINNED_TO = ("field",)


def places_for(officer: Any) -> list[tuple[str, str]]:
    """Where something can be pinned: pairs of ``field:3`` and its name."""
    return [
        (f"{kind}:{line.key}", line.title)
        for kind in PINNED_TO
        if kind in registry.places
        for line in registry.places[kind].listing(officer)
    ]


class PinForm(forms.Form):
    """What stands first, and in which letter."""

    place = forms.ChoiceField(label=_("In der Montagspost zu"))
    address = LineField(
        label=_("Adresse des Themas"),
        help_text=_("Aus der Adresszeile des Browsers, zum Beispiel …/themen/42/mitfahrbank/"),
        limit=300,
    )

    def __init__(self, *args: Any, officer: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.officer = officer
        self.fields["place"].choices = places_for(officer)  # type: ignore[attr-defined]

    def clean_place(self) -> tuple[str, int]:
        kind, _colon, key = self.cleaned_data["place"].partition(":")
        return kind, int(key)

    def clean_address(self) -> int:
        found = ADDRESS.search(self.cleaned_data["address"])
        subject = registry.subjects.get("thread")
        key = int(found[1]) if found else 0
        thing = subject.find([key]).get(key) if subject and found else None
        if subject is None or thing is None or not subject.can_see(self.officer, thing):
            raise ValidationError(_("Unter dieser Adresse gibt es kein Thema."))
        return key

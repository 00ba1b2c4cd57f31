"""What the office fills in about the Montagspost."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from community import kinds
from community.notices.kind import Notifiable, Watchable
from community.people.models import Member
from community.web.forms import LineField

ADDRESS = re.compile(r"/themen/(\d{1,18})/")


PINNED_TO = ("field",)


def places_for(officer: Member) -> list[tuple[str, str]]:
    """Where something can be pinned: pairs of ``field:3`` and its name."""
    return [
        (f"{slug}:{line.key}", line.title)
        for slug in PINNED_TO
        if (kind := kinds.get(slug, Watchable))
        for line in kind.watched(officer)
    ]


class PinForm(forms.Form):
    """What stands first, and in which letter."""

    place = forms.ChoiceField(label=_("In der Montagspost zu"))
    address = LineField(
        label=_("Adresse des Themas"),
        help_text=_("Aus der Adresszeile des Browsers, zum Beispiel …/themen/42/mitfahrbank/"),
        limit=300,
    )

    def __init__(self, *args: Any, officer: Member, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.officer = officer
        self.fields["place"].choices = places_for(officer)  # type: ignore[attr-defined]

    def clean_place(self) -> tuple[str, int]:
        kind, _colon, key = self.cleaned_data["place"].partition(":")
        return kind, int(key)

    def clean_address(self) -> int:
        address = ADDRESS.search(self.cleaned_data["address"])
        found = kinds.find("thread", address[1], Notifiable) if address else None
        if found is None or not found[0].can_see(self.officer, found[1]):
            raise ValidationError(_("Unter dieser Adresse gibt es kein Thema."))
        return int(found[1].pk)

"""What a working group says about itself."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from community.people.municipalities.forms import MunicipalityField
from community.web.forms import LineField, MarkdownField


class GroupForm(forms.Form):
    name = LineField(label=_("Name"), limit=200)
    purpose = LineField(label=_("Worum es geht"), limit=300, help_text=_("Ein Satz, der in Listen steht."))
    description = MarkdownField(label=_("Beschreibung"), limit=5_000, required=False)


class GroupPlaceForm(forms.Form):
    """One more municipality for a group."""

    municipality = MunicipalityField(label=_("Kommune"))

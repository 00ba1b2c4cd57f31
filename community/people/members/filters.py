"""The filters of the directory; what makes no sense is passed over, a list is never an error."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from community.people.members.models import MemberQuerySet
from community.people.models import Expertise, Role
from community.people.municipalities.models import SIZE_CLASSES, in_size_class
from community.people.subjects import Subject

STATES = (
    "Baden-Württemberg",
    "Bayern",
    "Berlin",
    "Brandenburg",
    "Bremen",
    "Hamburg",
    "Hessen",
    "Mecklenburg-Vorpommern",
    "Niedersachsen",
    "Nordrhein-Westfalen",
    "Rheinland-Pfalz",
    "Saarland",
    "Sachsen",
    "Sachsen-Anhalt",
    "Schleswig-Holstein",
    "Thüringen",
)


EVERYTHING = ("", _("alle"))


class DirectoryForm(forms.Form):
    """Search and filters, sent with GET; the names stand in the address.

    `unsaid` names the fields that do not call themselves optional, as in all forms of the house.
    """

    q = forms.CharField(
        label=_("Name, Funktion oder Ort"),
        max_length=200,
        required=False,
        widget=forms.TextInput({"type": "search"}),
    )
    feld = forms.ChoiceField(label=_("Handlungsfeld"), required=False)
    richtung = forms.ChoiceField(
        label=_("Hilfe"),
        required=False,
        choices=[
            EVERYTHING,
            (Expertise.Direction.HELPS.value, _("bietet Hilfe an")),
            (Expertise.Direction.SEEKS.value, _("sucht Austausch")),
        ],
    )
    land = forms.ChoiceField(
        label=_("Land"), required=False, choices=[EVERYTHING, *((state, state) for state in STATES)]
    )
    groesse = forms.ChoiceField(
        label=_("Größe der Kommune"),
        required=False,
        choices=[EVERYTHING, *((size.slug, size.name) for size in SIZE_CLASSES)],
    )
    fachexpertise = forms.BooleanField(label=_("Nur Fachexpertise"), required=False)

    def __init__(self, *args: Any, subjects: list[Subject], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.unsaid = tuple(self.fields)
        choices = [EVERYTHING, *((subject.slug, subject.name) for subject in subjects)]
        self.fields["feld"] = forms.ChoiceField(label=_("Handlungsfeld"), required=False, choices=choices)

    def narrow(self, members: MemberQuerySet) -> MemberQuerySet:
        """Those of `members` that fit all filters."""
        self.is_valid()
        chosen = {name: value for name, value in self.cleaned_data.items() if value}
        members = members.matching(chosen.get("q", ""))
        if "feld" in chosen or "richtung" in chosen:
            members = members.filter(pk__in=_who_states(chosen))
        if "land" in chosen:
            members = members.filter(municipality__state=chosen["land"])
        if "groesse" in chosen:
            size = next(size for size in SIZE_CLASSES if size.slug == chosen["groesse"])
            members = members.filter(in_size_class(size, "municipality__"))
        if "fachexpertise" in chosen:
            members = members.filter(grants__role=Role.EXPERT, grants__scope="", grants__revoked_at=None)
        return members

    @property
    def is_narrowed(self) -> bool:
        """Whether any filter is set."""
        return self.is_valid() and any(self.cleaned_data.values())


def _who_states(chosen: dict[str, Any]) -> QuerySet[Expertise, Any]:
    """The members with an expertise that fits field and direction."""
    stated = Expertise.objects.all()
    if "feld" in chosen:
        stated = stated.filter(subject=chosen["feld"])
    if "richtung" in chosen:
        stated = stated.filter(direction=chosen["richtung"])
    return stated.values("member")

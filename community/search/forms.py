"""The search with its filters, sent with GET; what makes no sense is passed over, a search is never an error."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.people.viewer import Viewer
from community.search import whom
from community.search.asking import LONGEST_QUERY
from community.search.finding import SPANS, Narrowing, size_of
from community.search.kind import searchables
from community.text import fold

MEMBERS, MUNICIPALITIES = "mitglieder", "kommunen"
EVERYTHING = ("", _("alle"))
AUTHORS = 50
TOWNS = 50


class SearchForm(forms.Form):
    """`unsaid` names the fields that do not call themselves optional, as in all forms of the house."""

    q = forms.CharField(
        label=_("Wonach suchen Sie?"),
        max_length=LONGEST_QUERY,
        required=False,
        widget=forms.TextInput({"type": "search", "autocomplete": "off"}),
    )
    art = forms.CharField(required=False, widget=forms.HiddenInput)
    feld = forms.ChoiceField(label=_("Handlungsfeld"), required=False)
    status = forms.ChoiceField(
        label=_("Fragen"),
        required=False,
        choices=[EVERYTHING, ("beantwortet", _("beantwortet")), ("offen", _("noch offen"))],
    )
    zeit = forms.ChoiceField(
        label=_("Zeitraum"),
        required=False,
        choices=[
            ("", _("jederzeit")),
            ("woche", _("letzte Woche")),
            ("monat", _("letzter Monat")),
            ("jahr", _("letztes Jahr")),
        ],
    )
    von = forms.CharField(label=_("Geschrieben von"), max_length=100, required=False)
    kommune = forms.CharField(label=_("Aus der Kommune"), max_length=100, required=False)
    groesse = forms.BooleanField(label=_("Kommunen meiner Größe zuerst"), required=False)

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.viewer = viewer
        self.unsaid = tuple(self.fields)
        self._places = {place.value: place for kind in searchables() for place in kind.places(viewer)}
        choices = [EVERYTHING, *((place.value, place.name) for place in self._places.values())]
        self.fields["feld"] = forms.ChoiceField(label=_("Handlungsfeld"), required=False, choices=choices)
        self._labels = {label.value: label for kind in searchables() for label in kind.labels(viewer)}
        if self._labels:
            words = [EVERYTHING, *((label.value, label.name) for label in self._labels.values())]
            self.fields["stichwort"] = forms.ChoiceField(label=_("Stichwort"), required=False, choices=words)
            self.unsaid += ("stichwort",)
        if not size_of(viewer):
            del self.fields["groesse"]
        if not getattr(viewer, "is_admitted", False):
            del self.fields["von"]
        self.is_valid()

    @property
    def query(self) -> str:
        return self._chosen("q").strip()

    @property
    def kind(self) -> str:
        """The word for the kind that alone is wanted, or an empty string."""
        known = {kind.filter_word for kind in searchables()} | {MEMBERS, MUNICIPALITIES}
        return self._chosen("art") if self._chosen("art") in known else ""

    @property
    def is_narrowed(self) -> bool:
        """Whether any filter hides something."""
        return any(self._chosen(name) for name in ("feld", "stichwort", "status", "zeit", "von", "kommune"))

    def narrowing(self) -> Narrowing:
        """The filters as the search takes them; names are looked up in directory and register."""
        state, place = self._chosen("status"), self._places.get(self._chosen("feld"))
        label = self._labels.get(self._chosen("stichwort"))
        scopes = ({"beantwortet": ("stateanswered",), "offen": ("stateopen",)}).get(state, ())
        span = SPANS.get(self._chosen("zeit"))
        return Narrowing(
            kinds=tuple(kind.slug for kind in searchables() if kind.filter_word == self.kind),
            scopes=scopes + tuple(chosen.scope for chosen in (place, label) if chosen),
            authors=self._authors(),
            towns=self._towns(),
            since=timezone.now() - span if span else None,
            size=size_of(self.viewer) if self.cleaned_data.get("groesse") else "",
        )

    def _authors(self) -> tuple[int, ...] | None:
        name = self._chosen("von")
        return (
            tuple(whom.members(self.viewer, name).values_list("pk", flat=True)[:AUTHORS])
            if fold(name)
            else None
        )

    def _towns(self) -> tuple[str, ...] | None:
        name = self._chosen("kommune")
        found = whom.municipalities(self.viewer, name)
        return tuple(found.values_list("pk", flat=True)[:TOWNS]) if fold(name) else None

    def _chosen(self, name: str) -> str:
        """What a field holds, empty for a field that makes no sense or is not offered."""
        return str(getattr(self, "cleaned_data", {}).get(name) or "")

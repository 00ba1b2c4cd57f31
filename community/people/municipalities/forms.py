"""Choosing a municipality: a text box that understands what people type, and asks back where it is not clear.

Without JavaScript the person types a name or a postcode; where several fit, the form comes back with the
candidates as radio buttons. With JavaScript the element `<municipality-picker>` offers them while typing.
Both send the same three values: the text, the key that was chosen, and the text it was chosen for.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from community.people.models import Municipality
from community.text import clean_line, fold

CANDIDATES = 10


TYPED_LIMIT = 200


ARS_DIGITS = 12


class Typed(NamedTuple):
    """What came with a form: the text, the key of the chosen row, and the text that choice belonged to."""

    text: str = ""
    chosen: str = ""
    chosen_for: str = ""


class MunicipalityWidget(forms.TextInput):
    """The text box; `candidates` are set by the field when it has to ask back."""

    template_name = "people/municipalities/widgets/municipality.html"
    candidates: Sequence[Municipality] = ()

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Typed:
        return Typed(*(_last_filled(data, key) for key in (name, f"{name}_ars", f"{name}_fuer")))

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        return name not in data

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        typed = value if isinstance(value, Typed) else _typed(value)
        context = super().get_context(name, typed.text[:TYPED_LIMIT], attrs)
        context["widget"] |= {"typed": typed, "candidates": self.candidates}
        return context


class MunicipalityField(forms.Field):
    """Cleans to a `Municipality`, or to `None` where the field is optional and nothing was typed."""

    widget = MunicipalityWidget
    default_error_messages = {
        "required": _("Bitte geben Sie Ihre Kommune an."),
        "unknown": _(
            "Wir finden keine Kommune „%(text)s“. Versuchen Sie es ohne Zusätze oder mit der Postleitzahl."
        ),
        "ambiguous": _("Zu „%(text)s“ gibt es mehrere Kommunen. Bitte wählen Sie Ihre aus."),
        "many": _(
            "Zu „%(text)s“ gibt es viele Kommunen. Wählen Sie aus oder ergänzen Sie Kreis oder Postleitzahl."
        ),
    }

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {"autocomplete": "off", "maxlength": TYPED_LIMIT, "spellcheck": "false"}

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, str) and value:
            return Municipality.objects.filter(pk=value).first()
        return value

    def clean(self, value: Typed | None) -> Municipality | None:
        typed = value or Typed()
        if not typed.text:
            if self.required:
                raise ValidationError(self.error_messages["required"], code="required")
            return None
        return self._chosen(typed) or self._found(clean_line(typed.text, limit=TYPED_LIMIT))

    def has_changed(self, initial: Any, data: Typed | None) -> bool:
        return _typed(self.prepare_value(initial)).text != (data or Typed()).text

    def _chosen(self, typed: Typed) -> Municipality | None:
        is_key = typed.chosen.isascii() and typed.chosen.isdigit() and len(typed.chosen) <= ARS_DIGITS
        if is_key and typed.chosen_for == typed.text:
            return Municipality.objects.filter(pk=typed.chosen).first()
        return None

    def _found(self, text: str) -> Municipality:
        candidates = list(Municipality.objects.matching(text)[: CANDIDATES + 1])
        # Best first: who types a name means a name, not all that lies in the district of that name.
        for fits in (lambda place: str(place) == text, lambda place: fold(text) in place.folded_name):
            candidates = [place for place in candidates if fits(place)] or candidates
        if len(candidates) == 1:
            return candidates[0]
        raise self._question(text, candidates)

    def _question(self, text: str, candidates: list[Municipality]) -> ValidationError:
        self.widget.candidates = candidates[:CANDIDATES]
        code = "unknown" if not candidates else "ambiguous" if len(candidates) <= CANDIDATES else "many"
        return ValidationError(self.error_messages[code], code=code, params={"text": text})


def _last_filled(data: Mapping[str, Any], key: str) -> str:
    """The hidden key and the radio buttons share a name: one of them is filled."""
    values = data.getlist(key) if hasattr(data, "getlist") else [data.get(key)]
    return next((str(value).strip() for value in reversed(values) if value), "")


def _typed(municipality: Municipality | None) -> Typed:
    """The form's values for a municipality that was stored before."""
    if municipality is None:
        return Typed()
    return Typed(str(municipality), municipality.pk, str(municipality))

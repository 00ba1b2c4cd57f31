"""What people fill in to find a date: shape and words of input, no saving."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BoundField
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.web.forms import LineField
from community.web.moments import span
from community.web.refusals import fields_of
from forum.dates.content import PLACE_LIMIT, DateOffer, clean_offer, moment, too_few
from forum.polls.content import PollWords
from forum.polls.forms import PollForm
from forum.polls.models import FEWEST_OPTIONS, MOST_OPTIONS
from forum.posts.forms import RemovalForm

ROWS_OFFERED = 3


@dataclass(frozen=True)
class Row:
    """The fields of one date."""

    number: int
    day: BoundField
    begin: BoundField
    end: BoundField


class DatesForm(PollForm):
    """What for, where, and the dates to choose from: three rows at first, a further one for each `more`."""

    options = None  # type: ignore[assignment]  # dates instead
    choice = None  # type: ignore[assignment]
    per_municipality = None  # type: ignore[assignment]  # whoever comes answers for themself
    place = LineField(
        limit=PLACE_LIMIT,
        required=False,
        label=gettext_lazy("Ort"),
        help_text=gettext_lazy("Adresse oder Link zum Videotreffen. Das sehen nur Mitglieder."),
    )
    field_order = ["question", "place", "closes_on"]

    def __init__(self, data: Mapping[str, Any] | None = None, *, more: bool = False) -> None:
        """With `more` what was typed comes back as it is, with another row and without complaints."""
        super().__init__(None if more else data, initial=dict(data.items()) if more and data else None)
        self.fields["question"].label = gettext_lazy("Worum geht es?")
        self.fields["question"].help_text = gettext_lazy(
            "Steht auch im Kalender, zum Beispiel: Videotreffen zur Gemeindeschwester."
        )
        self.fields["closes_on"].label = gettext_lazy("Antworten bis einschließlich")
        self.fields["closes_on"].help_text = gettext_lazy(
            "Ohne Datum können alle antworten, bis der letzte Termin beginnt."
        )
        self.count = min(_rows_in(data or {}) + more, MOST_OPTIONS)
        for number in range(1, self.count + 1):
            self.fields |= _row_fields(number)
        if more:
            self.fields[f"day-{self.count}"].widget.attrs["autofocus"] = True
        self.offers: dict[int, DateOffer] = {}

    @property
    def rows(self) -> Iterator[Row]:
        for number in range(1, self.count + 1):
            yield Row(number, *(self[f"{part}-{number}"] for part in ("day", "begin", "end")))

    @property
    def can_grow(self) -> bool:
        return self.count < MOST_OPTIONS

    def words(self) -> PollWords:
        data = self.cleaned_data
        return PollWords(
            question=data["question"],
            closes_at=data["closes_on"],
            dates=[*self.offers.values()],
            place=data["place"],
        )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        for number in range(1, self.count + 1):
            self._clean_row(number)
        begun = [number for number in range(1, self.count + 1) if self._is_begun(number)]
        if len(begun) < FEWEST_OPTIONS:
            empty = next(number for number in range(1, self.count + 1) if number not in begun)
            self.add_error(f"day-{empty}", too_few())
        self._clean_end()
        return data

    def _clean_row(self, number: int) -> None:
        day, begin, end = (self.cleaned_data.get(f"{part}-{number}") for part in ("day", "begin", "end"))
        if not self._is_begun(number) or any(
            f"{part}-{number}" in self.errors for part in ("day", "begin", "end")
        ):
            return
        if day is None or begin is None:
            missing = "day" if day is None else "begin"
            sentence = (
                _("Bitte nennen Sie auch den Tag.") if day is None else _("Bitte nennen Sie den Beginn.")
            )
            return self.add_error(f"{missing}-{number}", sentence)
        try:
            offer = clean_offer(DateOffer(moment(day, begin), moment(day, end) if end else None))
        except ValidationError as refusal:
            return self.add_error(
                None, {f"{part}-{number}": errors for part, errors in fields_of(refusal).items()}
            )
        twin = next(
            (other for other, known in self.offers.items() if known.starts_at == offer.starts_at), None
        )
        if twin:
            return self.add_error(
                f"day-{number}", _("Das ist derselbe Termin wie Nummer %(n)d.") % {"n": twin}
            )
        self.offers[number] = offer

    def _clean_end(self) -> None:
        last = max((offer.starts_at for offer in self.offers.values()), default=None)
        closes: datetime | None = self.cleaned_data.get("closes_on")
        if last and closes and timezone.localdate(closes) > timezone.localdate(last):
            self.add_error("closes_on", _("Dieser Tag liegt nach dem letzten Termin."))

    def _is_begun(self, number: int) -> bool:
        """Whether anything was typed into this row."""
        return any(self.data.get(f"{part}-{number}", "").strip() for part in ("day", "begin", "end"))


class FixDateForm(RemovalForm):
    """Which date it is to be; a moderator of another's poll says why."""

    option = forms.TypedChoiceField(
        coerce=int,
        widget=forms.RadioSelect,
        label=gettext_lazy("Welcher Termin soll es sein?"),
        error_messages={
            "required": gettext_lazy("Bitte wählen Sie einen Termin."),
            "invalid_choice": gettext_lazy("Bitte wählen Sie einen der Termine."),
        },
    )
    field_order = ["option", "reason"]

    def __init__(self, *args: Any, options: list[Any], must_explain: bool, **kwargs: Any) -> None:
        super().__init__(*args, must_explain=must_explain, **kwargs)
        if not must_explain:
            del self.fields["reason"]
        self.fields["option"].choices = [(option.pk, _counted(option)) for option in options]  # type: ignore[attr-defined]


def _counted(option: Any) -> str:
    """The date, and whom it suits."""
    said = {
        "date": span(option.starts_at, option.ends_at),
        "yes": option.yes,
        "maybe": option.maybe,
        "no": option.no,
    }
    return _("%(date)s: passt %(yes)d, zur Not %(maybe)d, nicht %(no)d") % said


def _rows_in(data: Mapping[str, Any]) -> int:
    """How many rows were sent."""
    sent = [number for number in range(1, MOST_OPTIONS + 1) if f"day-{number}" in data]
    return max([*sent, FEWEST_OPTIONS]) if sent else ROWS_OFFERED


def _row_fields(number: int) -> dict[str, forms.Field]:
    """Their labels say which row they belong to: they stand alone in the summary of what is wrong."""

    def clock(label: str) -> forms.TimeField:
        return forms.TimeField(
            required=False,
            input_formats=["%H:%M", "%H:%M:%S", "%H.%M"],
            widget=forms.TimeInput({"type": "time"}, format="%H:%M"),
            label=label % {"n": number},
            error_messages={"invalid": _("Bitte geben Sie eine Uhrzeit an, zum Beispiel 14:30.")},
        )

    return {
        f"day-{number}": forms.DateField(
            required=False,
            input_formats=["%Y-%m-%d", "%d.%m.%Y"],
            widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
            label=_("Termin %(n)d, Tag") % {"n": number},
            error_messages={"invalid": _("Bitte geben Sie ein Datum an, zum Beispiel 30.11.2026.")},
        ),
        f"begin-{number}": clock(_("Termin %(n)d, Beginn")),
        f"end-{number}": clock(_("Termin %(n)d, Ende")),
    }

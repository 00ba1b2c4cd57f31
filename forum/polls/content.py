"""What a poll consists of before it is stored, cleaned in one place for forms, actions and imports."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from community.text import clean_line
from forum.dates.content import PLACE_LIMIT, DateOffer, clean_offers
from forum.models import Poll, PollOption
from forum.polls.consent import STANCES, ConsentRule
from forum.polls.models import FEWEST_OPTIONS, MOST_OPTIONS

QUESTION_LIMIT = 200


OPTION_LIMIT = 120


LONGEST = timedelta(days=366)


@dataclass(frozen=True)
class PollWords:
    """A poll somebody wants to ask. `closes_at` is the first moment at which it takes no more ballots.

    With `consent` it asks for that: the options are then always the same four. With `dates` it asks for these instead
    of `options`, to meet at `place`.
    """

    question: str
    options: Sequence[str] = ()
    is_multiple: bool = False
    per_municipality: bool = False
    closes_at: datetime | None = None
    consent: ConsentRule | None = None
    dates: Sequence[DateOffer] = ()
    place: str = ""


def clean_poll(words: PollWords) -> PollWords:
    """The words as they are stored. Raises `ValidationError` for what cannot stand."""
    if words.dates:
        return _clean_search(words)
    return replace(
        words,
        question=clean_line(words.question, limit=QUESTION_LIMIT, field="question"),
        options=STANCES if words.consent else clean_options(words.options),
        is_multiple=words.is_multiple and not words.consent,
        closes_at=clean_closing(words.closes_at),
    )


def _clean_search(words: PollWords) -> PollWords:
    """Dates to choose from: whoever answers does so for themself, until the last of them begins."""
    dates = clean_offers(words.dates)
    closes_at = clean_closing(words.closes_at) or dates[-1].starts_at
    if timezone.localdate(closes_at) > timezone.localdate(dates[-1].starts_at):
        raise ValidationError({"closes_on": _("Dieser Tag liegt nach dem letzten Termin.")})
    return PollWords(
        question=clean_line(words.question, limit=QUESTION_LIMIT, field="question"),
        closes_at=closes_at,
        dates=dates,
        place=clean_line(words.place, limit=PLACE_LIMIT, field="place") if words.place else "",
    )


def columns_of(words: PollWords) -> dict[str, Any]:
    """The columns of a poll that hold its words and its rules."""
    columns = {
        "question": words.question,
        "is_multiple": words.is_multiple,
        "per_municipality": words.per_municipality,
        "closes_at": words.closes_at,
    }
    if words.dates:
        return columns | {"kind": Poll.Kind.DATES, "place": words.place}
    return columns | ({"kind": Poll.Kind.CONSENT, **asdict(words.consent)} if words.consent else {})


def options_of(words: PollWords, poll: Poll) -> list[PollOption]:
    """The rows one can choose from, not stored yet."""
    offered = [asdict(offer) for offer in words.dates] or [{"text": text} for text in words.options]
    return [
        PollOption(poll=poll, position=position, **columns)
        for position, columns in enumerate(offered, start=1)
    ]


def clean_options(lines: Sequence[str]) -> list[str]:
    """Two to ten different answers; empty lines do not count."""
    # More lines than that are not worth cleaning one by one.
    filled = [line for line in lines if line.strip()][: MOST_OPTIONS + 1]
    if not FEWEST_OPTIONS <= len(filled) <= MOST_OPTIONS:
        raise ValidationError(
            {
                "options": _(
                    "Bitte nennen Sie %(fewest)d bis %(most)d Antworten, jede in einer eigenen Zeile."
                )
                % {"fewest": FEWEST_OPTIONS, "most": MOST_OPTIONS}
            }
        )
    options: list[str] = [clean_line(line, limit=OPTION_LIMIT, field="options") for line in filled]
    if len({option.casefold() for option in options}) < len(options):
        raise ValidationError(
            {"options": _("Eine Antwort steht zweimal da. Bitte nennen Sie jede nur einmal.")}
        )
    return options


def clean_closing(moment: datetime | None) -> datetime | None:
    """The closing lies ahead, by a year at most."""
    if moment is None:
        return None
    if moment <= timezone.now():
        raise ValidationError(
            {"closes_on": _("Dieser Tag ist schon vorbei. Bitte wählen Sie heute oder später.")}
        )
    if moment > timezone.now() + LONGEST:
        raise ValidationError({"closes_on": _("Eine Umfrage kann höchstens ein Jahr lang offen sein.")})
    return moment

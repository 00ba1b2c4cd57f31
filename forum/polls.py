"""What a poll consists of before it is stored, cleaned in one place for forms, actions and imports."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from community.text import TextRefused, clean_line
from forum.consent import STANCES, ConsentRule
from forum.models import Poll
from forum.models.polls import FEWEST_OPTIONS, MOST_OPTIONS

QUESTION_LIMIT = 200
OPTION_LIMIT = 120
LONGEST = timedelta(days=366)


@dataclass(frozen=True)
class PollWords:
    """A poll somebody wants to ask. `closes_at` is the first moment at which it takes no more ballots.

    With `consent` it asks for that: the options are then always the same four.
    """

    question: str
    options: Sequence[str]
    is_multiple: bool = False
    per_municipality: bool = False
    closes_at: datetime | None = None
    consent: ConsentRule | None = None


def clean_poll(words: PollWords) -> PollWords:
    """The words as they are stored. Raises `TextRefused` for what cannot stand."""
    return replace(
        words,
        question=clean_line(words.question, limit=QUESTION_LIMIT),
        options=STANCES if words.consent else clean_options(words.options),
        is_multiple=words.is_multiple and not words.consent,
        closes_at=clean_closing(words.closes_at),
    )


def rules_of(words: PollWords) -> dict[str, Any]:
    """The columns of a poll that asks for consent; none for any other."""
    return {"kind": Poll.Kind.CONSENT, **asdict(words.consent)} if words.consent else {}


def clean_options(lines: Sequence[str]) -> list[str]:
    """Two to ten different answers; empty lines do not count."""
    # More lines than that are not worth cleaning one by one.
    filled = [line for line in lines if line.strip()][: MOST_OPTIONS + 1]
    if not FEWEST_OPTIONS <= len(filled) <= MOST_OPTIONS:
        raise TextRefused(
            "options",
            _("Bitte nennen Sie %(fewest)d bis %(most)d Antworten, jede in einer eigenen Zeile.")
            % {"fewest": FEWEST_OPTIONS, "most": MOST_OPTIONS},
        )
    options = [clean_line(line, limit=OPTION_LIMIT) for line in filled]
    if len({option.casefold() for option in options}) < len(options):
        raise TextRefused("options", _("Eine Antwort steht zweimal da. Bitte nennen Sie jede nur einmal."))
    return options


def clean_closing(moment: datetime | None) -> datetime | None:
    """The closing lies ahead, by a year at most."""
    if moment is None:
        return None
    if moment <= timezone.now():
        raise TextRefused("closes_at", _("Dieser Tag ist schon vorbei. Bitte wählen Sie heute oder später."))
    if moment > timezone.now() + LONGEST:
        raise TextRefused("closes_at", _("Eine Umfrage kann höchstens ein Jahr lang offen sein."))
    return moment

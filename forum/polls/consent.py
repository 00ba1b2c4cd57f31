"""Consent instead of a majority: enough agree, hardly anybody objects, and whoever does says why.

The four answers are always the same and stand in this order; an option's position says which one it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from community.text import clean_line
from forum.models import Poll

AGREE, ABSTAIN, CONCERN, OBJECT = 1, 2, 3, 4


# German whoever asks: they are stored with the poll, for every reader.
STANCES = ("Zustimmung", "Enthaltung", "Bedenken", "Schwerer Einwand")


REASON_LIMIT = 300


@dataclass(frozen=True)
class ConsentRule:
    """What it takes: so many ballots, at least so much agreement, at most so much objection, both in percent."""

    fewest_ballots: int
    least_agreement: int
    most_objection: int


@dataclass(frozen=True)
class ConsentResult:
    """Where a consent stands: whether it is reached, and what is missing, in sentences."""

    is_reached: bool
    missing: list[str]


def consent_result(poll: Poll, counts: Mapping[int, int]) -> ConsentResult:
    """`counts` are ballots by position. Abstentions are ballots, so they count for the quorum and against nothing."""
    ballots, spoken = sum(counts.values()), sum(counts.values()) - counts.get(ABSTAIN, 0)
    missing = []
    lacking = (poll.fewest_ballots or 0) - ballots
    if lacking > 0:
        missing.append(
            ngettext("Es fehlt noch %(n)d Stimme.", "Es fehlen noch %(n)d Stimmen.", lacking) % {"n": lacking}
        )
    if 100 * counts.get(AGREE, 0) < (poll.least_agreement or 0) * spoken or not spoken:
        missing.append(_("Es stimmen noch zu wenige zu."))
    if 100 * counts.get(OBJECT, 0) > (poll.most_objection or 0) * spoken:
        missing.append(_("Es gibt zu viele schwere Einwände."))
    return ConsentResult(is_reached=not missing, missing=missing)


def clean_reason(poll: Poll, position: int, reason: str) -> str:
    """The reason as it is stored: required for concerns and objections, nothing for all others."""
    if not poll.is_consent or position < CONCERN:
        return ""
    if not reason.strip():
        raise ValidationError(
            {
                "reason": _(
                    "Bitte schreiben Sie in einem Satz, was dagegen spricht. Nur so kann jemand darauf eingehen."
                )
            }
        )
    return clean_line(reason, limit=REASON_LIMIT, field="reason")

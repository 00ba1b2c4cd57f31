"""Dates to choose from: what is offered, and what members answer, cleaned in one place for forms and actions."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from forum.models import PollOption, Vote
from forum.polls.models import FEWEST_OPTIONS, MOST_OPTIONS

PLACE_LIMIT = 200


FARTHEST = timedelta(days=365)  # so that it is never open for longer than a poll may be


@dataclass(frozen=True, order=True)
class DateOffer:
    """One date to choose; without `ends_at` it is open how long it takes."""

    starts_at: datetime
    ends_at: datetime | None = None


def moment(day: date, clock: time) -> datetime:
    """The moment a clock on the wall shows. The hour that comes twice in autumn is the first of the two; the one that
    is left out in spring is refused. A refusal's code says which part is wrong: day, begin or end."""
    _clean_day(day)
    local = timezone.make_aware(datetime.combine(day, clock))
    if timezone.localtime(local.astimezone(UTC)).time() != clock:
        raise ValidationError(
            {"begin": _("Diese Uhrzeit gibt es an diesem Tag nicht: Die Uhr wird vorgestellt.")}
        )
    return local


def clean_offer(offer: DateOffer) -> DateOffer:
    """It lies ahead, by a year at most, and ends after it begins."""
    _clean_day(timezone.localdate(offer.starts_at))
    if offer.starts_at <= timezone.now():
        raise ValidationError({"begin": _("Diese Uhrzeit ist heute schon vorbei.")})
    if offer.ends_at is not None and offer.ends_at <= offer.starts_at:
        raise ValidationError({"end": _("Das Ende muss nach dem Beginn liegen.")})
    return offer


def _clean_day(day: date) -> None:
    today = timezone.localdate()
    if day < today:
        raise ValidationError({"day": _("Dieser Tag ist schon vorbei. Bitte wählen Sie heute oder später.")})
    if day > today + FARTHEST:
        raise ValidationError({"day": _("Ein Termin kann höchstens ein Jahr im Voraus liegen.")})


def clean_offers(offers: Iterable[DateOffer]) -> list[DateOffer]:
    """Two to ten different dates, the earliest first."""
    found = sorted((clean_offer(offer) for offer in offers), key=lambda offer: offer.starts_at)
    if not FEWEST_OPTIONS <= len(found) <= MOST_OPTIONS:
        raise ValidationError({"dates": too_few()})
    if len({offer.starts_at for offer in found}) < len(found):
        raise ValidationError({"dates": _("Ein Termin steht zweimal da. Bitte nennen Sie jeden nur einmal.")})
    return found


def too_few() -> str:
    return _("Bitte nennen Sie %(fewest)d bis %(most)d Termine.") % {
        "fewest": FEWEST_OPTIONS,
        "most": MOST_OPTIONS,
    }


def clean_answers(options: Collection[PollOption], answers: Mapping[int, str]) -> dict[int, str]:
    """An answer for each date, by its key."""
    found = {option.pk: answers.get(option.pk, "") for option in options}
    if any(answer not in Vote.Answer.values for answer in found.values()):
        raise ValidationError(
            {"answers": _("Bitte antworten Sie zu jedem Termin. Was Sie gewählt haben, steht noch da.")}
        )
    return found

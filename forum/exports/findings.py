"""What is said of a poll: its numbers, how many took part, where it stands, what speaks against, what follows."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from community.web.moments import exact
from forum.models import Ballot
from forum.polls.cards import PollCard
from forum.polls.consent import ConsentResult


def findings(card: PollCard) -> Iterator[str]:
    """One line each, as the poll's page says them. Names stand only where the page shows them."""
    yield _("Beteiligt: %(n)s") % {"n": card.ballots}
    if card.poll.place:
        yield _("Ort: %(place)s") % {"place": card.poll.place}
    if card.fixed_date:
        yield _("Der Termin steht fest: %(date)s") % {"date": card.fixed_date.text}
    if card.poll.fixed and card.poll.fixed.reason:
        yield f"{_('Grund:')} {card.poll.fixed.reason}"
    if card.poll.closed_at:
        yield _("Geschlossen: %(at)s") % {"at": exact(card.poll.closed_at)}
    if card.poll.closing and card.poll.closing.reason:
        yield f"{_('Grund:')} {card.poll.closing.reason}"
    if card.consent:
        yield _verdict(card.consent, is_closed=card.poll.is_closed)
    yield from (_reason(stance, ballot) for stance, ballot in card.reasons)
    if card.poll.stated:
        yield _("Was daraus folgt: %(text)s") % {"text": card.poll.stated.text}


def results(card: PollCard) -> list[str]:
    """The numbers, one line for each answer or date."""
    if card.poll.is_dates:
        return [row.said for row in card.dates]
    return [f"{row.text}: {row.count} ({row.share} %)" for row in card.rows]


def kind_of(card: PollCard) -> str:
    """What stands before the question."""
    return _("Terminfindung:") if card.poll.is_dates else _("Umfrage:")


def _verdict(result: ConsentResult, *, is_closed: bool) -> str:
    if result.is_reached:
        return (
            _("Der Vorschlag ist angenommen.")
            if is_closed
            else _("So, wie es steht, ist der Vorschlag angenommen.")
        )
    said = (
        _("Der Vorschlag ist nicht angenommen.")
        if is_closed
        else _("Noch ist der Vorschlag nicht angenommen.")
    )
    return " ".join([said, *result.missing])


def _reason(stance: str, ballot: Ballot) -> str:
    name = ballot.member.name if ballot.member else _("ehemaliges Mitglied")
    return f"{stance}: {ballot.reason} ({name})"

"""Where each municipality has one vote, its members settle it: nobody takes one along, or changes one by moving."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from community.people.models import Confirmation, Member
from community.web.refusals import Conflict
from forum.models import Ballot, Poll, ReplacedBallot
from forum.writing.telling import tell_of_replaced_ballot


class VotedElsewhere(Conflict):
    """The member has voted here for another municipality; that vote stays with it."""


class CameLater(Conflict):
    """The municipality had voted before anybody confirmed that the member belongs to it."""


def require_own_vote(actor: Member, poll: Poll, former: Sequence[Ballot]) -> None:
    """Raises `VotedElsewhere` or `CameLater` where the former ballots are not the actor's to change."""
    if not poll.per_municipality:
        return
    for ballot in former:
        if ballot.member_id == actor.pk and ballot.municipality_id != actor.municipality_id:
            raise VotedElsewhere(
                _("Sie haben hier schon für eine andere Kommune abgestimmt. Diese Stimme bleibt bei ihr.")
            )
        if ballot.member_id != actor.pk and _came_later(actor, ballot):
            raise CameLater(
                _(
                    "Ihre Kommune hatte schon abgestimmt, ehe bestätigt war, dass Sie zu ihr gehören. Dabei bleibt es."
                )
            )


def note_replaced(actor: Member, poll: Poll, former: Sequence[Ballot]) -> None:
    """A colleague's ballot gives way: a row says so, and they are told."""
    for ballot in former:
        if ballot.member_id == actor.pk or ballot.municipality_id is None:
            continue
        ReplacedBallot.objects.create(
            poll=poll,
            municipality_id=ballot.municipality_id,
            cast_by_id=ballot.member_id,
            cast_at=ballot.cast_at,
            replaced_by=actor,
        )
        tell_of_replaced_ballot(actor, poll, ballot)


def _came_later(actor: Member, ballot: Ballot) -> bool:
    return Confirmation.objects.of(actor).filter(confirmed_at__gt=ballot.cast_at).exists()

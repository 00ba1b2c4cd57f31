"""Polls of imported threads, stored as if everybody had voted after the last post was written."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from community.people.models import Member
from forum.models import Ballot, Poll, PollClosure, PollOption, Post, Vote
from forum.polls.content import PollWords, columns_of, options_of


@dataclass
class BallotData:
    """Who chose which options (their positions, from 1), and when; where a date is looked for, `answers` to each."""

    member: Member
    at: datetime
    chosen: Sequence[int] = ()
    answers: Sequence[str] = ()


@dataclass
class PollData:
    """A poll asked with the thread's beginning, by its author. The words are taken as they are."""

    words: PollWords
    ballots: Sequence[BallotData] = ()
    closed: tuple[Any, datetime] | None = None  # who, when

    @property
    def changes(self) -> int:
        """How often it raises the thread's head."""
        return len(self.ballots) + bool(self.closed)


def store_polls(asked: Iterable[tuple[Post, PollData]]) -> None:
    """Store the polls below their opening posts; of one municipality the last ballot stays where it has one vote."""
    for opening, data in asked:
        words = data.words
        poll = Poll.objects.create(
            opening=opening,
            **columns_of(words),
            created_by=opening.author,
            created_at=opening.created_at,
        )
        options = PollOption.objects.bulk_create(options_of(words, poll))
        _store_ballots(poll, options, data)
        if data.closed:
            by, at = data.closed
            PollClosure.objects.create(poll=poll, closed_by=by, closed_at=at)


def _store_ballots(poll: Poll, options: list[PollOption], data: PollData) -> None:
    last = {_party(poll, item.member): item for item in data.ballots}
    ballots = Ballot.objects.bulk_create(
        Ballot(
            poll=poll,
            member=item.member,
            municipality_id=item.member.municipality_id if poll.per_municipality else None,
            cast_at=item.at,
        )
        for item in last.values()
    )
    Vote.objects.bulk_create(
        Vote(ballot=ballot, option=options[position - 1])
        for ballot, item in zip(ballots, last.values(), strict=True)
        for position in item.chosen
    )
    Vote.objects.bulk_create(
        Vote(ballot=ballot, option=option, answer=answer)
        for ballot, item in zip(ballots, last.values(), strict=True)
        for option, answer in zip(options, item.answers, strict=False)
    )


def _party(poll: Poll, member: Member) -> Any:
    """Whose vote it is."""
    return member.municipality_id if poll.per_municipality else member.pk

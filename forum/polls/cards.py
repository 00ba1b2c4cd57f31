"""A poll as one viewer sees it: the result for everyone, their own crosses for themselves."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import F

from community.people.viewer import Viewer
from community.web.verdicts import HIDDEN, Verdict
from forum.dates import policy as date_policy
from forum.dates.cards import BALLOTS_NAMED, DateRow, date_rows
from forum.models import Ballot, Poll, PollOption
from forum.polls import policy
from forum.polls.consent import CONCERN, ConsentResult, consent_result

REASONS_SHOWN = 60


@dataclass(frozen=True)
class OptionRow:
    """One answer: `share` in whole percent of all who voted."""

    pk: int
    text: str
    count: int
    share: int
    is_mine: bool
    is_chosen: bool


@dataclass(frozen=True)
class PollCard:
    """Everything `forum/polls/_poll.html` shows, or `forum/dates/_dates.html`.

    `is_taken`: a colleague has voted for the viewer's municipality.
    """

    poll: Poll
    rows: list[OptionRow]
    ballots: int
    can_vote: Verdict
    can_close: Verdict
    has_voted: bool
    is_taken: bool
    can_state: Verdict
    consent: ConsentResult | None = None
    reasons: list[tuple[str, Ballot]] = field(default_factory=list)
    reason: str = ""
    dates: list[DateRow] = field(default_factory=list)
    can_fix: Verdict = HIDDEN
    sees_who: bool = False

    @property
    def fixed_date(self) -> DateRow | None:
        """The date that stands."""
        return next((row for row in self.dates if row.is_fixed), None)

    @property
    def can_still_fix(self) -> bool:
        """Whether a date is left that lies ahead."""
        return bool(self.can_fix) and any(not row.is_over for row in self.dates)

    @property
    def some_unnamed(self) -> bool:
        """Whether more have answered than are named."""
        return self.ballots > BALLOTS_NAMED


def poll_card(
    viewer: Viewer,
    poll: Poll,
    *,
    chosen: Collection[int] | None = None,
    reason: str = "",
    answers: Mapping[int, str] | None = None,
) -> PollCard:
    """One query, two for a consent, up to four for dates. `chosen` are the keys to tick again in a form that came
    back, with `reason`; `answers` those for dates."""
    if poll.is_dates:
        return _dates(viewer, poll, answers)
    options: list[Any] = list(PollOption.objects.filter(poll=poll).counted_for(viewer))
    return PollCard(
        poll=poll,
        rows=[_row(option, chosen) for option in options],
        ballots=options[0].ballots,
        can_vote=policy.can_vote(viewer, poll),
        can_close=policy.can_close_poll(viewer, poll),
        has_voted=any(option.is_mine for option in options),
        is_taken=poll.per_municipality and options[0].is_taken,
        can_state=policy.can_state_outcome(viewer, poll),
        **(_consent(viewer, poll, options, reason) if poll.is_consent else {}),
    )


def _dates(viewer: Viewer, poll: Poll, answers: Mapping[int, str] | None) -> PollCard:
    rows, ballots = date_rows(viewer, poll, answers)
    return PollCard(
        poll=poll,
        rows=[],
        ballots=ballots,
        can_vote=date_policy.can_answer_dates(viewer, poll),
        can_close=policy.can_close_poll(viewer, poll),
        has_voted=any(row.mine for row in rows),
        is_taken=False,
        can_state=policy.can_state_outcome(viewer, poll),
        dates=rows,
        can_fix=date_policy.can_fix_date(viewer, poll),
        sees_who=bool(date_policy.can_see_answers(viewer, poll)),
    )


def _consent(viewer: Viewer, poll: Poll, options: list[Any], reason: str) -> dict[str, Any]:
    """Where it stands, and what was said against it; who has left the network has no name here."""
    said = Ballot.objects.filter(poll=poll).exclude(reason="").filter(votes__option__position__gte=CONCERN)
    rows = said.annotate(stance=F("votes__option__text")).select_related("member__municipality")
    ballots: list[Any] = list(rows.order_by("-votes__option__position", "cast_at")[:REASONS_SHOWN])
    own = next((ballot.reason for ballot in ballots if ballot.member_id == viewer.pk), "")
    return {
        "consent": consent_result(poll, {option.position: option.count for option in options}),
        "reasons": [(ballot.stance, ballot) for ballot in ballots],
        "reason": reason or own,
    }


def _row(option: Any, chosen: Collection[int] | None) -> OptionRow:
    return OptionRow(
        pk=option.pk,
        text=option.text,
        count=option.count,
        share=(200 * option.count + option.ballots) // (2 * option.ballots) if option.ballots else 0,
        is_mine=option.is_mine,
        is_chosen=option.is_mine if chosen is None else option.pk in chosen,
    )

"""The dates of a poll as one viewer sees them: numbers for everyone, names for members."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from community.people.models import Member
from community.people.viewer import Viewer
from community.web.moments import span
from forum.dates import policy
from forum.models import Ballot, Poll, PollOption, Vote

BALLOTS_NAMED = 100


@dataclass(frozen=True)
class DateRow:
    """One date. `answer` is what to tick, `mine` what the viewer has answered, in a word."""

    pk: int
    text: str
    yes: int
    maybe: int
    no: int
    answer: str
    mine: str
    is_missing: bool
    is_best: bool
    suits_all: bool
    is_fixed: bool
    is_over: bool
    choices: list[tuple[str, str]]
    who: list[tuple[str, list[Member | None]]] = field(default_factory=list)

    @property
    def auto_id(self) -> str:
        """Name and stem of its controls."""
        return f"termin-{self.pk}"

    @property
    def errors(self) -> list[str]:
        return [_("Bitte wählen Sie eine der drei Antworten.")] if self.is_missing else []

    @property
    def day(self) -> str:
        """The date without its hours, which stay together on a line of their own where there is little room."""
        return self.text.rpartition(", ")[0]

    @property
    def hours(self) -> str:
        return self.text.rpartition(", ")[2]

    @property
    def said(self) -> str:
        """The row in one line, for files."""
        return " · ".join([f"{self.text}: {self.numbers}", *self.marks])

    @property
    def numbers(self) -> str:
        names = dict(self.who)
        words = zip(Vote.Answer, (self.yes, self.maybe, self.no), strict=True)
        return ", ".join(
            _with_names(f"{word.label} {count}", names.get(str(word.label), [])) for word, count in words
        )

    @property
    def marks(self) -> list[str]:
        """What stands out about it, in words."""
        marks = {
            _("steht fest"): self.is_fixed,
            _("passt am besten"): self.is_best,
            _("alle können"): self.suits_all,
        }
        return [mark for mark, is_so in marks.items() if is_so]


def date_rows(
    viewer: Viewer, poll: Poll, answers: Mapping[int, str] | None = None
) -> tuple[list[DateRow], int]:
    """Each date, and how many answered: two queries, three for whoever sees names. `answers` are those of a form that
    came back, to be ticked again."""
    options: list[Any] = list(PollOption.objects.filter(poll=poll).answered_for(viewer))
    fixed, best = poll.fixed, _best(options)
    who = _who(poll) if policy.can_see_answers(viewer, poll) else {}
    rows = [
        DateRow(
            pk=option.pk,
            text=span(option.starts_at, option.ends_at),
            yes=option.yes,
            maybe=option.maybe,
            no=option.no,
            answer=option.mine if answers is None else answers.get(option.pk, ""),
            mine=str(Vote.Answer(option.mine).label) if option.mine else "",
            is_missing=answers is not None and answers.get(option.pk) not in Vote.Answer.values,
            is_best=fixed is None and (option.yes, option.maybe) == best,
            suits_all=fixed is None and option.ballots > 1 and not option.no,
            is_fixed=fixed is not None and fixed.option_id == option.pk,
            is_over=option.starts_at <= timezone.now(),
            choices=[(word.value, str(word.label)) for word in Vote.Answer],
            who=who.get(option.pk, []),
        )
        for option in options
    ]
    return rows, options[0].ballots


def _best(options: Iterable[Any]) -> tuple[int, int]:
    """What most can do; of several such, where most others could if need be. Nothing where nobody can."""
    best = max((option.yes, option.maybe) for option in options)
    return best if any(best) else (-1, -1)


def _who(poll: Poll) -> dict[int, list[tuple[str, list[Member | None]]]]:
    """By date, for each answer in its order, whose it is. Who has left the network has no name here."""
    named = Ballot.objects.filter(poll=poll).order_by("cast_at", "pk").values("pk")[:BALLOTS_NAMED]
    votes = Vote.objects.filter(ballot__in=list(named.values_list("pk", flat=True)))
    found: dict[int, dict[str, list[Member | None]]] = {}
    for vote in votes.select_related("ballot__member__municipality").order_by("ballot__cast_at", "ballot"):
        found.setdefault(vote.option_id, {}).setdefault(vote.answer, []).append(vote.ballot.member)
    return {
        option: [(str(word.label), said[word]) for word in Vote.Answer if word in said]
        for option, said in found.items()
    }


def _with_names(text: str, members: Iterable[Member | None]) -> str:
    names = [member.name if member and member.name else _("ehemaliges Mitglied") for member in members]
    return f"{text} ({', '.join(names)})" if names else text

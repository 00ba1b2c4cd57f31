"""Polls: ask, vote, take back, close. Each act raises the thread's head and shows at its opening post."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from community.audit.record import record
from community.people.models import Member
from community.text import clean_line
from community.web.refusals import Conflict
from forum.models import Ballot, Poll, PollClosure, PollOption, PollOutcome, Post, Thread, Vote
from forum.polls import policy
from forum.polls.belonging import note_replaced, require_own_vote
from forum.polls.consent import clean_reason as clean_consent_reason
from forum.polls.content import PollWords, clean_poll, columns_of, options_of
from forum.thread_tools.entries import REASON_LIMIT
from forum.threads.heads import locked, raise_head

AT_ONCE = 200


OUTCOME_LIMIT = 500


class MunicipalityVoted(Conflict):
    """A colleague has voted for the municipality, and nobody told the member that they would replace this vote."""


def add_poll(actor: Member, opening: Post, words: PollWords) -> Poll:
    """Hang a poll to the thread's opening post. Raises `ValidationError` for words that cannot stand."""
    words = clean_poll(words)
    with transaction.atomic():
        thread = locked(opening.thread)
        opening = Post.objects.select_related("thread__field", "removal", "poll").get(pk=opening.pk)
        policy.can_add_poll(actor, opening).require()
        poll = store_poll(actor, opening, words)
        touch_opening(thread)
        if thread.author_id != actor.pk:
            record(actor, "add_poll", poll, after={"question": poll.question})
    return poll


def store_poll(actor: Member, opening: Post, words: PollWords) -> Poll:
    """The rows of a poll whose words are clean; the caller holds the thread's lock."""
    poll = Poll.objects.create(opening=opening, **columns_of(words), created_by=actor)
    PollOption.objects.bulk_create(options_of(words, poll))
    return poll


def vote(
    actor: Member, poll: Poll, *, chosen: Collection[int], replaces: bool = False, reason: str = ""
) -> None:
    """Cast the actor's ballot for the options with these keys; a former one gives way. Repeating changes nothing.

    `replaces` means the actor was told that a colleague has voted for their municipality; otherwise that raises
    `MunicipalityVoted`. Raises `ValidationError` for a choice that cannot be counted. `reason` goes with concerns and
    objections where consent is asked for.
    """
    with transaction.atomic():
        thread = locked(poll.opening.thread)
        poll = fresh_poll(poll)
        actor = _as_confirmed(actor)
        policy.can_vote(actor, poll).require()
        options = _options(poll, chosen)
        reason = clean_consent_reason(poll, options[0].position, reason)
        former = _former_ballots(actor, poll)
        require_own_vote(actor, poll, former)
        if not replaces and any(ballot.member_id != actor.pk for ballot in former):
            raise MunicipalityVoted(
                _("Inzwischen hat jemand anderes für Ihre Kommune abgestimmt. Ihre Stimme zählt noch nicht.")
            )
        if _is_cast_already(actor, former, options, reason):
            return
        note_replaced(actor, poll, former)
        Ballot.objects.filter(pk__in=[ballot.pk for ballot in former]).delete()
        ballot = Ballot.objects.create(
            poll=poll, member=actor, reason=reason, **_of_town(actor, poll, former)
        )
        Vote.objects.bulk_create(Vote(ballot=ballot, option=option) for option in options)
        touch_opening(thread)


def withdraw_vote(actor: Member, poll: Poll) -> None:
    """Take the actor's own ballot back. Repeating it changes nothing."""
    with transaction.atomic():
        thread = locked(poll.opening.thread)
        poll, actor = fresh_poll(poll), _as_confirmed(actor)
        policy.can_vote(actor, poll).require()
        require_own_vote(actor, poll, list(poll.ballots.filter(member=actor)))
        rows, _by_model = Ballot.objects.filter(poll=poll, member=actor).delete()
        if rows:
            touch_opening(thread)


def close_poll(actor: Member, poll: Poll, *, reason: str = "") -> None:
    """Take no more ballots, for good; the result stays. Moderators of another's poll say why, and it is recorded."""
    with transaction.atomic():
        thread = locked(poll.opening.thread)
        poll = fresh_poll(poll)
        policy.can_close_poll(actor, poll).require()
        by_office = thread.author_id != actor.pk
        reason = clean_line(reason, limit=REASON_LIMIT, field="reason") if reason or by_office else ""
        PollClosure.objects.create(poll=poll, closed_by=actor, reason=reason)
        touch_opening(thread)
        if by_office:
            record(actor, "close_poll", poll, after={"closed": True}, reason=reason)


def state_outcome(actor: Member, poll: Poll, *, text: str) -> None:
    """Say what follows from the closed poll; said before, the words are replaced. Raises `ValidationError`."""
    text = clean_line(text, limit=OUTCOME_LIMIT, field="text")
    with transaction.atomic():
        thread = locked(poll.opening.thread)
        poll = fresh_poll(poll)
        policy.can_state_outcome(actor, poll).require()
        PollOutcome.objects.update_or_create(
            poll=poll, defaults={"text": text, "stated_by": actor, "stated_at": timezone.now()}
        )
        touch_opening(thread)
        if thread.author_id != actor.pk:
            record(actor, "state_outcome", poll, after={"text": text})


def close_due_polls() -> int:
    """Polls whose last day is over: their threads are rung, so open pages show the result. Returns how many."""
    keys = list(Poll.objects.due().values_list("pk", flat=True)[:AT_ONCE])
    return sum(map(_close_due, keys))


def _close_due(key: int) -> int:
    poll = Poll.objects.select_related("opening__thread").filter(pk=key).first()
    if poll is None:
        return 0
    with transaction.atomic():
        thread = locked(poll.opening.thread)
        due = Poll.objects.due().filter(pk=key, opening__thread=thread).first()
        if due is None:
            return 0
        PollClosure.objects.create(poll=due, closed_by=None, closed_at=due.closes_at or timezone.now())
        touch_opening(thread)
    return 1


def fresh_poll(poll: Poll) -> Poll:
    """As it stands now, under the thread's lock."""
    return Poll.objects.with_thread().get(pk=poll.pk)


def _options(poll: Poll, chosen: Collection[int]) -> list[PollOption]:
    if poll.is_dates:
        raise ValidationError(
            {"option": _("Hier wird ein Termin gesucht. Bitte antworten Sie zu jedem Termin.")}
        )
    options = list(poll.options.filter(pk__in=chosen))
    if len(options) != len(set(chosen)):
        raise ValidationError({"option": _("Eine dieser Antworten gibt es in der Umfrage nicht.")})
    if not options:
        raise ValidationError({"option": _("Bitte wählen Sie eine Antwort aus.")})
    if len(options) > 1 and not poll.is_multiple:
        raise ValidationError(
            {"option": _("In dieser Umfrage zählt eine Antwort. Bitte wählen Sie nur eine aus.")}
        )
    return options


def _of_town(actor: Member, poll: Poll, former: list[Ballot]) -> dict[str, Any]:
    """A municipality has voted since it first did: who came to it after that does not gain by a colleague's change."""
    if not poll.per_municipality:
        return {}
    since = [ballot.cast_at for ballot in former]
    return {"municipality_id": actor.municipality_id, **({"cast_at": min(since)} if since else {})}


def _as_confirmed(actor: Member) -> Member:
    """The actor as they are now, locked: where they belong does not change while their vote is counted."""
    rows = Member.objects.select_for_update(of=("self",), no_key=True).select_related(
        "admission", "municipality"
    )
    return rows.get(pk=actor.pk)


def _former_ballots(actor: Member, poll: Poll) -> list[Ballot]:
    """The actor's own, and the one of their municipality where each has one vote."""
    concerned = Q(member=actor)
    if poll.per_municipality:
        concerned |= Q(municipality=actor.municipality_id)
    return list(poll.ballots.filter(concerned))


def _is_cast_already(actor: Member, former: list[Ballot], options: list[PollOption], reason: str) -> bool:
    if [(ballot.member_id, ballot.reason) for ballot in former] != [(actor.pk, reason)]:
        return False
    crosses = Vote.objects.filter(ballot=former[0]).values_list("option", flat=True)
    return set(crosses) == {option.pk for option in options}


def touch_opening(thread: Thread) -> None:
    """Open pages fetch the first post anew, and the poll with it."""
    Post.objects.in_thread(thread).filter(number=1).update(rev=raise_head(thread))

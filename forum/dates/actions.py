"""Finding a date: answer to each that is offered, fix one of them. To ask for it is to add a poll."""

from __future__ import annotations

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from community.audit.record import record
from community.people.models import Member
from community.text import clean_line
from forum.dates import policy
from forum.dates.content import clean_answers
from forum.models import Ballot, FixedDate, Poll, PollClosure, PollOption, Vote
from forum.polls.actions import fresh_poll, touch_opening
from forum.thread_tools.entries import REASON_LIMIT
from forum.threads.heads import locked
from forum.writing.telling import tell_of_date


def answer_dates(actor: Member, poll: Poll, *, answers: Mapping[int, str]) -> None:
    """Say of each date whether it suits the actor, by its key; former answers give way. Repeating changes nothing.

    Raises `ValidationError` where one is missing.
    """
    with transaction.atomic():
        thread = locked(poll.opening.thread)
        poll = fresh_poll(poll)
        policy.can_answer_dates(actor, poll).require()
        options = list(poll.options.all())
        said = clean_answers(options, answers)
        former = Vote.objects.filter(ballot__poll=poll, ballot__member=actor)
        if dict(former.values_list("option", "answer")) == said:
            return
        Ballot.objects.filter(poll=poll, member=actor).delete()
        ballot = Ballot.objects.create(poll=poll, member=actor)
        Vote.objects.bulk_create(
            Vote(ballot=ballot, option=option, answer=said[option.pk]) for option in options
        )
        touch_opening(thread)


def fix_date(actor: Member, poll: Poll, *, option: int, reason: str = "") -> FixedDate:
    """Say which date it is to be; that ends the poll. Said again, the new one stands. Moderators of another's poll say
    why, and it is recorded. Raises `ValidationError` for a date that is not offered or over."""
    with transaction.atomic():
        thread = locked(poll.opening.thread)
        poll = fresh_poll(poll)
        policy.can_fix_date(actor, poll).require()
        by_office = thread.author_id != actor.pk
        reason = clean_line(reason, limit=REASON_LIMIT, field="reason") if reason or by_office else ""
        chosen, before = _offered(poll, option), poll.fixed
        if before and before.option_id == chosen.pk:
            return before
        fixed, _is_new = FixedDate.objects.update_or_create(
            poll=poll,
            defaults={
                "option": chosen,
                "version": before.version + 1 if before else 1,
                "fixed_by": actor,
                "fixed_at": timezone.now(),
                "reason": reason,
            },
        )
        if poll.closing is None:
            PollClosure.objects.create(poll=poll, closed_by=actor)
        touch_opening(thread)
        tell_of_date(actor, poll)
        if by_office:
            record(
                actor,
                "fix_date",
                poll,
                after={"starts_at": f"{chosen.starts_at:%Y-%m-%d %H:%M %Z}"},
                reason=reason,
            )
    return fixed


def _offered(poll: Poll, key: int) -> PollOption:
    option = poll.options.filter(pk=key).first()
    if option is None:
        raise ValidationError({"option": _("Bitte wählen Sie einen der Termine.")})
    if option.starts_at is None or option.starts_at <= timezone.now():
        raise ValidationError({"option": _("Dieser Termin ist schon vorbei.")})
    return option

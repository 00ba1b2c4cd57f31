"""Who may take part where a date is looked for: answer, see who can come, fix the date, take it along."""

from __future__ import annotations

from django.utils.translation import gettext as _

from community.people.viewer import Viewer
from community.web.verdicts import ALLOWED, HIDDEN, Verdict, denied
from forum.fields import policy as field_policy
from forum.models import Poll
from forum.polls import policy as poll_policy
from forum.threads import policy as thread_policy


def can_answer_dates(viewer: Viewer, poll: Poll) -> Verdict:
    """Whoever may vote; of another kind of poll there are no dates to answer."""
    return poll_policy.can_vote(viewer, poll) if poll.is_dates else HIDDEN


def can_see_answers(viewer: Viewer, poll: Poll) -> Verdict:
    """Numbers are for every reader. Who can come, and where one meets, is for members: a link to a video meeting must
    not stand where everybody finds it."""
    seen = poll_policy.can_see_poll(viewer, poll)
    if not seen or getattr(viewer, "is_admitted", False):
        return seen
    return denied(_("Wer kommen kann und wo es stattfindet, sehen Mitglieder des Netzwerks."))


def can_fix_date(viewer: Viewer, poll: Poll) -> Verdict:
    """Whoever asked, and the moderators for them; also once the last day is over, and again when plans change."""
    seen = poll_policy.can_see_poll(viewer, poll)
    if not seen:
        return seen
    if not poll.is_dates:
        return HIDDEN
    if not thread_policy.leads_thread(viewer, poll.opening.thread):
        return denied(_("Den Termin legt fest, wer das Thema begonnen hat."))
    return field_policy.can_write(viewer, poll.opening.thread.field)


def can_export_date(viewer: Viewer, poll: Poll) -> Verdict:
    """The date that stands, for the calendar: whoever reads the thread."""
    seen = poll_policy.can_see_poll(viewer, poll)
    if not seen:
        return seen
    return ALLOWED if poll.is_dates and poll.fixed else HIDDEN

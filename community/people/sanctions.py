"""What the office has taken from a person for a time: the one place that policies ask.

The rows that say who decided it and why lie with the office, above. Here stand only the two columns of the member
that every policy reads without asking the database again: until when their part rests (`suspended_until`), and
where they only read (`silenced`: place to the moment it ends, the empty place for everywhere).
"""

from __future__ import annotations

from datetime import UTC, datetime

from allauth.usersessions.models import UserSession
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from community import live
from community.people.models import Member
from community.people.viewer import Viewer
from community.web import moments
from community.web.verdicts import ALLOWED, Verdict, denied

FOR_GOOD = datetime(9000, 1, 1, tzinfo=UTC)


def may_write(viewer: Viewer, *places: str) -> Verdict:
    """Whether the office lets this member write everywhere and at each of `places`, such as ``field:3``."""
    until = silenced_until(viewer, *places)
    if until is None:
        return ALLOWED
    if until >= FOR_GOOD:
        return denied(
            _("Sie können hier nur lesen. Warum, steht in der Mail der Geschäftsstelle."), code="muted"
        )
    words = _("Sie können hier bis %(until)s nur lesen. Warum, steht in der Mail der Geschäftsstelle.")
    return denied(words % {"until": moments.exact(until)}, code="muted")


def rests(viewer: Member) -> Verdict:
    """The sentence for someone whose part rests."""
    until = viewer.suspended_until
    if until is None or until >= FOR_GOOD:
        return denied(_("Die Geschäftsstelle hat Sie ausgeschlossen. Warum, steht in ihrer Mail an Sie."))
    words = _("Ihre Mitarbeit ruht bis %(until)s. Warum, steht in der Mail der Geschäftsstelle.")
    return denied(words % {"until": moments.exact(until)})


def silenced_until(viewer: Viewer, *places: str) -> datetime | None:
    """When the member may write there again; `None` where they may now."""
    silenced = getattr(viewer, "silenced", None) or {}
    found = [_moment(silenced.get(place)) for place in ("", *places)]
    later = [until for until in found if until and until > timezone.now()]
    return max(later, default=None)


def set_sanctions(member: Member, *, silenced: dict[str, datetime], suspended_until: datetime | None) -> None:
    """Store what is in force from now on. Who is suspended is signed out everywhere at once.

    Called inside the transaction of the decision; connections end after its commit.
    """
    kept = {place: until.isoformat() for place, until in silenced.items()}
    Member.objects.filter(pk=member.pk).update(silenced=kept, suspended_until=suspended_until)
    member.silenced, member.suspended_until = kept, suspended_until
    if member.is_suspended:
        for session in UserSession.objects.filter(user=member):
            session.end()
        live.hang_up(member.pk, reason="suspended")


def _moment(written: str | None) -> datetime | None:
    return parse_datetime(written) if written else None

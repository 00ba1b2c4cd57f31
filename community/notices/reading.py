"""Notices as their member sees them: each with its thing, and none of what they may not know of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from community import kinds
from community.notices import actions
from community.notices.kind import Notifiable, Told, told, told_of
from community.notices.models import Level, Notice, Watch
from community.people.models import Member


@dataclass(frozen=True)
class Shown:
    """One notice on the page."""

    notice: Notice
    sentence: str
    title: str
    label: str
    why: str


def shown(member: Member, notices: Iterable[Notice]) -> list[Shown]:
    """Those of the notices that may be shown; the others are put away for good."""
    notices = list(notices)
    things = visible_things(member, notices)
    hidden = [notice for notice in notices if (notice.subject, notice.subject_key) not in things]
    if any(notice.read_at is None for notice in hidden):
        actions.drop_hidden(hidden)
    return [
        _show(member, notice, things[notice.subject, notice.subject_key])
        for notice in notices
        if (notice.subject, notice.subject_key) in things
    ]


def visible_things(member: Member, notices: Iterable[Notice]) -> dict[tuple[str, int], Any]:
    """What the notices are about, by kind and key, without what is gone or hidden from this member."""
    keys: dict[str, set[int]] = defaultdict(set)
    known = told_of()
    for notice in notices:
        if notice.kind in known:
            keys[notice.subject].add(notice.subject_key)
    return {
        (kind.slug, key): thing
        for kind in kinds.of(Notifiable)
        if kind.slug in keys
        for key, thing in kind.find_many(keys[kind.slug]).items()
        if kind.can_see(member, thing)
    }


def sentence_of(notice: Notice) -> str:
    """What happened, in one sentence."""
    who = notice.actor.name if notice.actor else _("Jemand")
    return str(_told(notice).type.says) % {"who": who}


def unread_count(member: Member) -> int:
    return Notice.objects.of(member).unread().count()


def level_of(member: Member, place: str, key: int) -> str:
    """What the member chose for this thing, or ``important``."""
    chosen = Watch.objects.filter(member=member, place=place, key=key).values_list("level", flat=True)
    return chosen.first() or Level.IMPORTANT


def levels_of(member: Member, place: str) -> dict[int, str]:
    """What the member chose for things of this kind, by key."""
    return dict(Watch.objects.filter(member=member, place=place).values_list("key", "level"))


def _show(member: Member, notice: Notice, thing: Any) -> Shown:
    kind, notice_type = _told(notice)
    return Shown(
        notice=notice,
        sentence=sentence_of(notice),
        title=kind.title_for(member, thing),
        label=kind.mail_label(thing),
        why=str(notice_type.why),
    )


def _told(notice: Notice) -> Told:
    found = told(notice.kind)
    assert found is not None, "what nobody tells of any more is not shown"
    return found

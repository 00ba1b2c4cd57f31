"""Telling people, and what they say about being told."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from community import kinds, live
from community.notices.kind import Watchable, told, verdict_on
from community.notices.models import Level, MailWish, MondayPin, Notice, Watch
from community.notices.quiet import next_moment
from community.people.models import Member
from community.push.posting import reachable

BURST = timedelta(minutes=10)  # what follows within this time comes in the same mail
# Longer than a page in front is believed to be there: whoever has one open when this is over saw the bell.
PAUSE = timedelta(seconds=live.HERE_FOR + 5)
RUNG = 300  # members whose bell rings at once; the others' browsers hear within half a minute
PORTION = 500
NOTHING_DUE: dict[str, None] = {"mail_due_at": None, "push_due_at": None}


def tell(kind: str, key: int, *, thing: int, actor: Member | None, members: Collection[int]) -> int:
    """Tell admitted `members` (their keys) of something about the thing with this key; returns how many.

    Called in the transaction of what happened. Nobody is told of their own acts, nor twice before they have looked.
    Whether each may know of it is the caller's to see to; it is asked again when a notice is shown or mailed.
    """
    wanted = set(members) - {getattr(actor, "pk", None)}
    if not wanted:
        return 0
    people = list(Member.objects.admitted().filter(pk__in=wanted).values_list("pk", flat=True))
    what, now = told(kind), timezone.now()
    if what is None:
        raise LookupError(f"No kind of thing has notices of the type {kind!r}")
    mail_due, push_due = _times(people, now) if what.type.mailed else ({}, {})
    Notice.objects.bulk_create(
        (
            Notice(
                member_id=member,
                kind=kind,
                subject=what.kind.slug,
                subject_key=key,
                thing=thing,
                actor=actor,
                made_at=now,
                mail_due_at=mail_due.get(member),
                push_due_at=push_due.get(member),
            )
            for member in people
        ),
        ignore_conflicts=True,
        batch_size=PORTION,
    )
    _ring(people[:RUNG])
    return len(people)


def settle(member: Member, subject: str, key: int, *, up_to: int | None = None) -> None:
    """The member has seen this thing, at least `up_to` this place: its notices are read."""
    seen = Notice.objects.of(member).unread().about(subject, key)
    if up_to is not None:
        seen = seen.filter(thing__lte=up_to)
    if seen.update(read_at=timezone.now(), **NOTHING_DUE):
        _ring([member.pk])


def settle_notice(member: Member, notice: Notice) -> None:
    """The member has followed this notice."""
    settle(member, notice.subject, notice.subject_key)


def settle_all(member: Member) -> None:
    Notice.objects.of(member).unread().update(read_at=timezone.now(), **NOTHING_DUE)
    _ring([member.pk])


def drop_hidden(notices: Collection[Notice]) -> None:
    """Notices of what their member may no longer know of: nobody counts or mails them any more."""
    hidden = Notice.objects.filter(pk__in=[notice.pk for notice in notices])
    hidden.update(read_at=timezone.now(), **NOTHING_DUE)


def choose_level(member: Member, place: str, key: int, *, level: str) -> None:
    """How much of this thing the member wants to hear. Raises `Http404` for what they may not know of."""
    kind = kinds.get(place, Watchable)
    if kind is None:
        raise PermissionDenied
    verdict_on(kind, member, key).require()
    kind.set_level(member, key, Level(level))
    if level == Level.NOTHING:
        Notice.objects.of(member).about(place, key).update(**NOTHING_DUE)


def watch(member: Member, place: str, key: int, level: str) -> None:
    """Store a level among our own; for places that keep none themselves."""
    Watch.objects.update_or_create(
        member=member, place=place, key=key, defaults={"level": Level(level), "set_at": timezone.now()}
    )


def choose_mails(member: Member, **wishes: Any) -> None:
    """Store how the member wants to get mail, and when to be left alone; what waits is timed anew."""
    now = timezone.now()
    with transaction.atomic():
        wish, _new = MailWish.objects.update_or_create(member=member, defaults=wishes)
        mails = Notice.objects.of(member).filter(mail_due_at__isnull=False)
        mails.update(mail_due_at=next_moment(now + BURST, wish) if wish.by_mail else None)
        pushes = Notice.objects.of(member).filter(push_due_at__isnull=False)
        pushes.update(push_due_at=next_moment(now + PAUSE, wish))


def unsubscribe(member: Member, scope: str) -> None:
    """No more mails of this kind: ``monday``, ``all``, or a place such as ``thread:12``."""
    if scope == "monday":
        choose_mails(member, monday=False)
    elif scope == "all":
        choose_mails(member, by_mail=False, monday=False)
    else:
        place, _colon, key = scope.partition(":")
        kind = kinds.get(place, Watchable)
        if kind and verdict_on(kind, member, int(key)):
            kind.set_level(member, int(key), Level.NOTHING)
        Notice.objects.of(member).about(place, int(key)).update(**NOTHING_DUE)


def pin_to_monday(officer: Member, place: str, place_key: int, subject: str, subject_key: int) -> None:
    """This thing stands first in the Montagspost of this place, instead of what stood there."""
    MondayPin.objects.update_or_create(
        place=place,
        place_key=place_key,
        defaults={
            "subject": subject,
            "subject_key": subject_key,
            "pinned_by": officer,
            "pinned_at": timezone.now(),
        },
    )


def unpin_from_monday(place: str, place_key: int) -> None:
    MondayPin.objects.filter(place=place, place_key=place_key).delete()


Times = dict[int, datetime | None]


def _times(people: list[int], now: datetime) -> tuple[Times, Times]:
    """When each may get a mail about what happens now, and when their devices may be told; `None` for never."""
    usual = MailWish()
    wishes = {wish.member_id: wish for wish in MailWish.objects.filter(member__in=people)}
    usual_mail, usual_push = next_moment(now + BURST, usual), next_moment(now + PAUSE, usual)
    with_device = reachable(people)
    mails: Times = {}
    pushes: Times = {}
    for member in people:
        wish = wishes.get(member)
        if wish is None:
            mails[member] = usual_mail
        elif wish.by_mail:
            mails[member] = next_moment(now + BURST, wish)
        if member in with_device:
            pushes[member] = next_moment(now + PAUSE, wish) if wish else usual_push
    return mails, pushes


def _ring(people: list[int]) -> None:
    """The bell of each: their page asks how many notices there are."""
    latest = Notice.objects.filter(member__in=people).order_by("-pk").values_list("pk", flat=True).first()
    for member in people:
        stream = {"type": "head", "stream": "me", "head": latest or 0}
        live.publish(f"me:{member}", stream)

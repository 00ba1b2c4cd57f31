"""Keeping track of what a member has read. Marks only move forward; "all read" can be taken back."""

from __future__ import annotations

from django.db import transaction
from django.db.models import F, Q
from django.db.models.functions import Greatest
from django.utils import timezone

from community.notices.actions import settle
from community.people.models import Member
from forum.models import ActionField, FieldReading, Post, ReadMark, Thread


def mark_read(member: Member, thread: Thread, *, number: int) -> None:
    """The member has seen the posts up to `number`. A lower number than before changes nothing."""
    number = min(number, thread.last_number)
    mark, created = ReadMark.objects.get_or_create(
        member=member, thread=thread, defaults={"number": number, "read_at": timezone.now()}
    )
    if not created and mark.number >= number:
        return
    settle(member, "thread", thread.pk, up_to=number)
    if not created:
        ReadMark.objects.filter(pk=mark.pk, number__lt=number).update(number=number, read_at=timezone.now())


def remember_order(member: Member, *, nested: bool) -> None:
    """Threads open in this order from now on: nested, or one post after the other."""
    member.reads_nested = nested
    Member.objects.filter(pk=member.pk).update(reads_nested=nested)


def mark_own_post(member: Member, thread: Thread, post: Post) -> None:
    """Whoever writes has read what stood before, if they had read up to their own post's place."""
    moved = ReadMark.objects.filter(member=member, thread=thread, number__gte=post.number - 1).update(
        number=Greatest(F("number"), post.number), read_at=timezone.now()
    )
    if not moved and post.is_opening:
        ReadMark.objects.create(member=member, thread=thread, number=1)


def mark_all_read(member: Member, field: ActionField | None) -> None:
    """Everything in `field` (everywhere, with `None`) written so far counts as read."""
    with transaction.atomic():
        reading, _created = FieldReading.objects.get_or_create(member=member, field=field)
        reading.previous_at, reading.read_at = reading.read_at, timezone.now()
        reading.save(update_fields=["previous_at", "read_at"])


def take_back_all_read(member: Member, field: ActionField | None) -> None:
    """Undo the last "all read": what was new before is new again."""
    FieldReading.objects.filter(Q(member=member), Q(field=field) if field else Q(field__isnull=True)).update(
        read_at=F("previous_at"), previous_at=None
    )

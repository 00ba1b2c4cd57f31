"""What members have read stays read when posts change their thread; in doubt something is new twice, never lost."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Max

from forum.models import FieldReading, Post, ReadMark, Thread
from forum.moving.transport import Transfer
from forum.reading.models import PLACED


def marks_of_split(transfer: Transfer, source: Thread, target: Thread) -> None:
    """Who had read up to a number in the source has read the posts below it in the new thread."""
    numbers = sorted(place.number for place in transfer.places.values())
    marks = []
    for mark in ReadMark.objects.filter(thread=source, number__gte=numbers[0]):
        read = sum(1 for number in numbers if number <= mark.number)
        marks.append(ReadMark(thread=target, member_id=mark.member_id, number=read, read_at=mark.read_at))
    ReadMark.objects.bulk_create(marks)


def marks_of_merged(transfer: Transfer, source: Thread, target: Thread, last: int) -> None:
    """Who had read the target to its end has also read there what they knew of the source."""
    arrived = dict(Post.objects.filter(pk__in=list(transfer.places)).values_list("pk", "number"))
    pairs = sorted((place.number, arrived[key]) for key, place in transfer.places.items())
    known = dict(ReadMark.objects.filter(thread=source).values_list("member_id", "number"))
    moved = []
    for mark in ReadMark.objects.filter(thread=target, number__gte=last, member__in=list(known)):
        read = [new for old, new in pairs if old <= known[mark.member_id]]
        if read:
            mark.number = max(read)
            moved.append(mark)
    ReadMark.objects.bulk_update(moved, ["number"], batch_size=200)


def keep_what_was_read(thread: Thread, field: int, *, since: datetime | None) -> None:
    """ "All read" was said about a field that the thread leaves, where it stood `since` then: it becomes a mark in the
    thread itself."""
    placed = Post.objects.in_thread(thread).annotate(placed=PLACED)
    for reading in FieldReading.objects.filter(field=field, read_at__isnull=False):
        if since and reading.read_at and reading.read_at < since:
            continue
        number = placed.filter(placed__lte=reading.read_at).aggregate(last=Max("number"))["last"]
        if not number:
            continue
        advance_mark(reading.member_id, thread.pk, number)


def advance_mark(member: int, thread: int, number: int) -> None:
    """The member has read at least so far."""
    _mark, created = ReadMark.objects.get_or_create(
        member_id=member, thread_id=thread, defaults={"number": number}
    )
    if not created:
        rows = ReadMark.objects.filter(member_id=member, thread_id=thread, number__lt=number)
        rows.update(number=number)

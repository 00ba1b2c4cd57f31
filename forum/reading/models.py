"""What each member has read: a mark per thread that only moves forward, and a time per field for "all read".

Nothing is ever forgotten: whoever comes once a month sees everything that is new since. For threads a member
never opened, everything written since they were admitted (or since they last said "all read") is new.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Case, Count, DateTimeField, F, IntegerField, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce, Greatest
from django.utils import timezone

from forum.moving.models import MovedPost
from forum.posts.models import Post

# When the post took its place in the thread.
PLACED = Coalesce("placed_at", "created_at")


@dataclass(frozen=True)
class Baselines:
    """Up to which moment everything counts as read: in general, and per field id where that is later."""

    member: Any
    general: datetime
    by_field: dict[int, datetime]

    def of(self, thread: Any) -> datetime:
        """For this thread. "All read" in a field is not said about threads that came into it afterwards.

        One query for a thread that is shown in further fields, unless its `crosspostings` are loaded.
        """
        said = [self._said(thread.field_id, thread.in_field_since)]
        if thread.crossposting_count and self.by_field:
            said += [self._said(row.field_id, row.at) for row in thread.crosspostings.all()]
        return max(said)

    def _said(self, field: int, since: datetime | None) -> datetime:
        at = self.by_field.get(field, self.general)
        return max(self.general, at) if since is None or since <= at else self.general

    def as_expression(self) -> Any:
        """The same for `Thread` rows."""
        if not self.by_field:
            return Value(self.general)
        cases = [
            When(
                Q(in_field_since__isnull=True) | Q(in_field_since__lte=at),
                field_id=pk,
                then=Value(max(self.general, at)),
            )
            for pk, at in self.by_field.items()
        ]
        home = Case(*cases, default=Value(self.general), output_field=DateTimeField())
        readings = FieldReading.objects.filter(
            member=self.member,
            field__crosspostings__thread=OuterRef("pk"),
            field__crosspostings__at__lte=F("read_at"),
        )
        further = Subquery(readings.order_by("-read_at").values("read_at")[:1])
        return Case(
            When(crossposting_count=0, then=home),
            default=Greatest(home, Coalesce(further, Value(self.general)), output_field=DateTimeField()),
        )


class FieldReadingQuerySet(models.QuerySet["FieldReading"]):
    def baselines(self, member: Any) -> Baselines:
        """One query. Before the first "all read" it is the moment the member was admitted."""
        rows = dict(self.filter(member=member).values_list("field_id", "read_at"))
        admitted = member.decision.decided_at if member.decision else datetime.min.replace(tzinfo=UTC)
        general = max(admitted, rows.pop(None, None) or admitted)
        return Baselines(member, general, {pk: at for pk, at in rows.items() if at})


class FieldReading(models.Model):
    """ "All read" in one field (or everywhere): the moment, and the one before, so it can be taken back."""

    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    field = models.ForeignKey("forum.ActionField", on_delete=models.CASCADE, related_name="+", null=True)
    read_at = models.DateTimeField(null=True)
    previous_at = models.DateTimeField(null=True)

    objects = FieldReadingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["member", "field"], name="field_reading_is_one_per_field"),
            models.UniqueConstraint(
                fields=["member"], condition=Q(field__isnull=True), name="field_reading_is_one_in_general"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member_id}: {self.field_id or '*'} {self.read_at}"


class ReadMark(models.Model):
    """Up to which post number a member has read a thread."""

    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    thread = models.ForeignKey("forum.Thread", on_delete=models.CASCADE, related_name="+")
    number = models.PositiveIntegerField(default=0)
    read_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["member", "thread"], name="read_mark_is_one_per_thread")
        ]

    def __str__(self) -> str:
        return f"{self.member_id}: {self.thread_id} #{self.number}"


def unread_expressions(member: Any) -> dict[str, Any]:
    """Annotations for `Thread` rows, in this order; `unread` is how many posts are new to `member`."""
    baseline = FieldReading.objects.baselines(member).as_expression()
    mark = ReadMark.objects.filter(member=member, thread=OuterRef("pk")).values("number")[:1]
    before = (
        Post.objects.annotate(placed=PLACED)
        .filter(thread=OuterRef("pk"), placed__lte=OuterRef("baseline"))
        .order_by("-number")
        .values("number")[:1]
    )
    seen = Greatest(Coalesce(Subquery(mark), 0), Coalesce(Subquery(before), 0))
    left = MovedPost.objects.filter(thread=OuterRef("pk"), number__gt=OuterRef("seen")).order_by()
    gone = left.values("thread").annotate(n=Count("pk")).values("n")
    unread = Case(
        When(active_at__lte=F("baseline"), then=Value(0)),
        When(trace_count=0, then=Greatest(F("last_number") - F("seen"), 0)),
        default=Greatest(F("last_number") - F("seen") - Coalesce(Subquery(gone), 0), 0),
        output_field=IntegerField(),
    )
    return {"baseline": baseline, "seen": seen, "unread": unread}


def first_unread(member: Any, thread: Any) -> int | None:
    """Number of the first post of `thread` that `member` has not seen; `None` when there is none.

    Three queries, one more each where posts have left the thread and where it is shown in further fields.
    """
    baseline = FieldReading.objects.baselines(member).of(thread)
    if thread.active_at <= baseline:
        return None
    mark = ReadMark.objects.filter(member=member, thread=thread).values_list("number", flat=True).first() or 0
    before = (
        Post.objects.in_thread(thread)
        .annotate(placed=PLACED)
        .filter(number__gt=mark, placed__lte=baseline)
        .order_by("-number")
        .values_list("number", flat=True)
        .first()
        or 0
    )
    seen = max(mark, before)
    if seen >= thread.last_number or not thread.trace_count:
        return seen + 1 if seen < thread.last_number else None
    rest = Post.objects.in_thread(thread).filter(number__gt=seen).order_by("number")
    return rest.values_list("number", flat=True).first()

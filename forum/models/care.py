"""What was done to a thread or a post, and where posts have gone."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class ThreadEvent(models.Model):
    """Something that was done to a thread, shown under it: who, when, why, and what it was before."""

    class Verb(models.TextChoices):
        RETITLE = "retitle", _("umbenannt")
        MOVE = "move", _("in ein anderes Handlungsfeld verschoben")
        RECAST = "recast", _("umgewandelt")
        PIN = "pin", _("angeheftet")
        UNPIN = "unpin", _("nicht mehr angeheftet")
        SLOW = "slow", _("verlangsamt")
        HURRY = "hurry", _("nicht mehr verlangsamt")
        SPLIT = "split", _("geteilt")
        MERGE = "merge", _("zusammengeführt")
        RETAG = "retag", _("Stichwörter geändert")
        SHOW = "show", _("auch gezeigt in")
        HIDE = "hide", _("nicht mehr gezeigt in")

    thread = models.ForeignKey("forum.Thread", on_delete=models.CASCADE, related_name="events")
    verb = models.CharField(max_length=10, choices=Verb)
    former = models.CharField(max_length=200, blank=True, help_text="the former title, field, kind or tags")
    other = models.ForeignKey("forum.Thread", on_delete=models.CASCADE, null=True, related_name="+")
    field = models.ForeignKey("forum.ActionField", on_delete=models.CASCADE, null=True, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    reason = models.CharField(max_length=500)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="caring_for_a_thread_needs_a_reason")
        ]

    def __str__(self) -> str:
        return f"{self.thread_id} {self.verb}: {self.reason}"


class PostLock(models.Model):
    """A single post that takes no more answers and is no longer edited: by whom, since when, why, by which decision."""

    post = models.OneToOneField("forum.Post", on_delete=models.CASCADE, related_name="lock")
    locked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    locked_at = models.DateTimeField(default=timezone.now)
    reason = models.CharField(max_length=500)
    decision = models.ForeignKey("moderation.Decision", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="locking_a_post_needs_a_reason")]

    def __str__(self) -> str:
        return self.reason


class StaffNote(models.Model):
    """A note beside a thread that only its moderators read; never in mails, exports or search."""

    thread = models.ForeignKey("forum.Thread", on_delete=models.CASCADE, related_name="staff_notes")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    text = models.CharField(max_length=2_000)

    class Meta:
        ordering = ["pk"]
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="a_staff_note_says_something")]

    def __str__(self) -> str:
        return self.text[:60]


class TraceQuerySet(models.QuerySet["Trace"]):
    def in_thread(self, thread: Any) -> TraceQuerySet:
        return self.filter(thread=thread)

    def between(self, first: int, last: int) -> TraceQuerySet:
        return self.filter(number__range=(first, last)).order_by("number")

    def changed_since(self, rev: int) -> TraceQuerySet:
        return self.filter(rev__gt=rev).order_by("rev")

    def with_place(self) -> TraceQuerySet:
        """With the post and where it stands today."""
        return self.select_related("post__thread__field", "post__author")


class Trace(models.Model):
    """Number `number` of `thread` was `post`, which stands elsewhere now. So the old address finds it for ever.

    `is_quiet` marks a place where the post stood only until something was taken back: nobody need be told, but an
    address that was copied in between still leads on.
    """

    thread = models.ForeignKey("forum.Thread", on_delete=models.CASCADE, related_name="traces")
    number = models.PositiveIntegerField()
    rev = models.PositiveIntegerField()
    post = models.ForeignKey("forum.Post", on_delete=models.CASCADE, related_name="traces")
    is_quiet = models.BooleanField(default=False)

    objects = TraceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["thread", "number"], name="trace_number_is_unique_in_thread")
        ]
        indexes = [models.Index(fields=["thread", "rev"], name="trace_by_change")]

    def __str__(self) -> str:
        return f"{self.thread_id} #{self.number} → {self.post_id}"

    @property
    def anchor(self) -> str:
        return f"beitrag-{self.number}"


class Continuation(models.Model):
    """This thread carries on what began in another: the link back, and the one there."""

    thread = models.OneToOneField("forum.Thread", on_delete=models.CASCADE, related_name="continuation")
    source = models.ForeignKey("forum.Thread", on_delete=models.CASCADE, related_name="continuations")
    number = models.PositiveIntegerField(help_text="the post of the source that became the opening here")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.source_id} #{self.number} → {self.thread_id}"


class Erasure(models.Model):
    """A removed post is to be erased for good: one person asks, another does it."""

    post = models.OneToOneField("forum.Post", on_delete=models.CASCADE, related_name="erasure")
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(default=timezone.now)
    reason = models.CharField(max_length=500)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    confirmed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="erasing_a_post_needs_a_reason"),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True, confirmed_at__isnull=True)
                | Q(confirmed_by__isnull=False, confirmed_at__isnull=False),
                name="an_erasure_is_confirmed_by_someone_at_some_time",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True) | ~Q(confirmed_by=models.F("proposed_by")),
                name="erasing_a_post_takes_two_people",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.post_id}: {self.reason}"

    @property
    def is_final(self) -> bool:
        return self.confirmed_at is not None

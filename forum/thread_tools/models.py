"""What was done to a thread or a post: events shown under it, locks, notes for moderators."""

from __future__ import annotations

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

"""Requests to members for an answer, and reminders to accept one."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone

from forum.threads.models import Thread


class AnswerRequest(models.Model):
    """Someone from the office asked this member to answer this question; once, so that nobody is pressed."""

    thread = models.ForeignKey("forum.Thread", on_delete=models.CASCADE, related_name="requests")
    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["thread", "member"], name="a_member_is_asked_once_about_a_question"
            )
        ]
        indexes = [models.Index(fields=["-asked_at"], name="answer_request_by_time")]

    def __str__(self) -> str:
        return f"{self.thread_id} → {self.member_id}"


class AnswerReminder(models.Model):
    """Whoever asked was reminded that no answer is marked yet. One row a thread: nobody is reminded twice."""

    thread = models.OneToOneField(Thread, on_delete=models.CASCADE, related_name="reminder")
    sent_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.thread_id} {self.sent_at:%Y-%m-%d}"

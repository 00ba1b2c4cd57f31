"""Notices, how much people want to hear of what, and how they want to get it."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Level(models.TextChoices):
    ALL = "all", _("Alles")
    IMPORTANT = "important", _("Wichtiges")
    NOTHING = "nothing", _("Nichts")


class NoticeQuerySet(models.QuerySet["Notice"]):
    def of(self, member: Any) -> NoticeQuerySet:
        """The member's own."""
        return self.filter(member=member)

    def unread(self) -> NoticeQuerySet:
        return self.filter(read_at__isnull=True)

    def about(self, subject: str, key: int) -> NoticeQuerySet:
        return self.filter(subject=subject, subject_key=key)

    def due(self, now: Any) -> NoticeQuerySet:
        """Unread ones whose time to be mailed has come."""
        return self.unread().filter(mail_due_at__lte=now).order_by("mail_due_at", "pk")

    def due_for_push(self, now: Any) -> NoticeQuerySet:
        """Unread ones of which their member's devices are to be told by now."""
        return self.unread().filter(push_due_at__lte=now).order_by("push_due_at", "pk")


class Notice(models.Model):
    """Something concerns this member. While it is unread, more of the same kind about the same thing adds no row.

    `thing` is the place in its subject where it begins: the number of a post, the place of a message. `mail_due_at`
    is set as long as a mail is to come, `push_due_at` as long as devices are to be told.
    """

    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=40)
    subject = models.CharField(max_length=20)
    subject_key = models.PositiveBigIntegerField()
    thing = models.PositiveBigIntegerField(default=0)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    made_at = models.DateTimeField(default=timezone.now)
    read_at = models.DateTimeField(null=True, blank=True)
    mail_due_at = models.DateTimeField(null=True, blank=True)
    push_due_at = models.DateTimeField(null=True, blank=True)
    mail = models.ForeignKey(
        "mail.OutgoingMail", on_delete=models.SET_NULL, null=True, blank=True, related_name="notices"
    )

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("Hinweis")
        verbose_name_plural = _("Hinweise")
        constraints = [
            models.UniqueConstraint(
                fields=["member", "kind", "subject_key"],
                condition=Q(read_at__isnull=True),
                name="a_thing_is_told_once_until_it_is_read",
            )
        ]
        indexes = [
            models.Index(fields=["member", "-id"], name="notice_by_member"),
            models.Index(
                fields=["mail_due_at", "id"],
                condition=Q(mail_due_at__isnull=False, read_at__isnull=True),
                name="notice_to_be_mailed",
            ),
            models.Index(
                fields=["push_due_at", "id"],
                condition=Q(push_due_at__isnull=False, read_at__isnull=True),
                name="notice_to_be_pushed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject}:{self.subject_key} → {self.member_id}"


class Watch(models.Model):
    """How much a member wants to hear of one thing; without a row it is what its kind makes of it."""

    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="watches")
    place = models.CharField(max_length=20)
    key = models.PositiveBigIntegerField()
    level = models.CharField(max_length=10, choices=Level)
    set_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["member", "place", "key"], name="a_level_is_chosen_once"),
            models.CheckConstraint(
                condition=Q(level__in=["all", "important", "nothing"]), name="a_level_is_one_of_three"
            ),
        ]
        indexes = [models.Index(fields=["place", "key", "level"], name="watch_by_place")]

    def __str__(self) -> str:
        return f"{self.member_id}: {self.place}:{self.key} {self.level}"


class MailWish(models.Model):
    """How a member wants to get mail. Without a row all of this is as it stands here."""

    member = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="mail_wish"
    )
    by_mail = models.BooleanField(_("Hinweise auch per Mail schicken"), default=True)
    monday = models.BooleanField(_("Montagspost schicken"), default=True)
    quiet_from = models.PositiveSmallIntegerField(_("Ruhe ab"), default=18)
    quiet_until = models.PositiveSmallIntegerField(_("Ruhe bis"), default=7)
    weekends = models.BooleanField(_("Auch am Wochenende schicken"), default=False)
    closed_words = models.BooleanField(
        _("Auch aus geschlossenen Räumen den Wortlaut mitschicken"), default=True
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(quiet_from__lte=24, quiet_until__lte=23, quiet_until__lt=models.F("quiet_from")),
                name="a_day_has_hours_for_mail",
            )
        ]

    def __str__(self) -> str:
        return f"{self.member_id}: {self.quiet_from}–{self.quiet_until}"


class MondayPin(models.Model):
    """What the office puts at the top of the Montagspost of one place, until it takes it away."""

    place = models.CharField(max_length=20)
    place_key = models.PositiveBigIntegerField()
    subject = models.CharField(max_length=20)
    subject_key = models.PositiveBigIntegerField()
    pinned_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    pinned_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["place", "place_key"], name="one_thing_is_pinned_to_a_letter")
        ]

    def __str__(self) -> str:
        return f"{self.place}:{self.place_key} ← {self.subject}:{self.subject_key}"


class IncomingMail(models.Model):
    """A mail that came to us, once, whatever brought it and however often. Its words are not kept."""

    class Outcome(models.TextChoices):
        POSTED = "posted", _("eingestellt")
        REFUSED = "refused", _("höflich abgelehnt")
        IGNORED = "ignored", _("nicht beachtet")
        BOUNCE = "bounce", _("Rückläufer")

    message_id = models.CharField(max_length=200, unique=True)
    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    subject = models.CharField(max_length=20, blank=True)
    subject_key = models.PositiveBigIntegerField(null=True, blank=True)
    outcome = models.CharField(max_length=10, choices=Outcome)
    reason = models.CharField(max_length=300, blank=True)
    came_at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [models.Index(fields=["-came_at"], name="incoming_mail_by_time")]

    def __str__(self) -> str:
        return f"{self.message_id} {self.outcome}"

"""What decisions mean for people: warnings, read-only times, suspensions."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.moderation.decisions.models import Decision


class SanctionQuerySet(models.QuerySet["Sanction"]):
    def in_force(self) -> SanctionQuerySet:
        """Neither struck nor over."""
        now = timezone.now()
        return self.filter(struck_at__isnull=True).filter(Q(until__isnull=True) | Q(until__gt=now))

    def of(self, member: object) -> SanctionQuerySet:
        return self.filter(member=member).order_by("-starts_at", "-pk")


class Sanction(models.Model):
    """What a decision means for a person. Hints and warnings speak; the others also hold back."""

    class Kind(models.TextChoices):
        HINT = "hint", _("Hinweis")
        WARNING = "warning", _("Verwarnung")
        READ_ONLY = "read_only", _("Nur lesen")
        PAUSE = "pause", _("Pause")
        EXCLUSION = "exclusion", _("Ausschluss")

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="sanctions")
    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="sanctions"
    )
    kind = models.CharField(max_length=10, choices=Kind)
    # Where one only reads, such as ``field:3``; empty: everywhere. `place` is what people call it.
    scope = models.CharField(max_length=60, blank=True)
    place = models.CharField(max_length=200, blank=True)
    starts_at = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField(null=True)
    struck_at = models.DateTimeField(null=True)
    struck_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    objects = SanctionQuerySet.as_manager()

    class Meta:
        verbose_name = _("Sanktion")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gt=F("starts_at")),
                name="a_sanction_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=["warning", "pause"], until__isnull=True),
                name="warnings_and_pauses_come_to_an_end",
            ),
            models.CheckConstraint(
                condition=Q(scope="") | Q(kind="read_only"), name="only_reading_has_a_place"
            ),
        ]
        indexes = [models.Index(fields=["member", "struck_at"], name="sanction_by_member")]

    def __str__(self) -> str:
        return f"{self.member}: {self.get_kind_display()}"

    @property
    def is_in_force(self) -> bool:
        return self.struck_at is None and (self.until is None or self.until > timezone.now())

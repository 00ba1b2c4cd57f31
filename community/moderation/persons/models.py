"""What the office writes down about people: for a purpose, with an author, and for a time only."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class PersonNoteQuerySet(models.QuerySet["PersonNote"]):
    def current(self) -> PersonNoteQuerySet:
        """Those whose day has not come; the others are nowhere to be seen even before the job deletes them."""
        return self.filter(expires_on__gt=timezone.localdate())

    def of(self, member: Any) -> PersonNoteQuerySet:
        return self.current().filter(member=member).select_related("author").order_by("-written_at", "-pk")


class PersonNote(models.Model):
    """Read by the office only, each time with a line in the record; the person may ask for it (Art. 15 GDPR)."""

    class Purpose(models.TextChoices):
        CONTACT = "contact", _("Absprache mit der Person")
        BELONGING = "belonging", _("Zugehörigkeit zur Kommune")
        MODERATION = "moderation", _("Moderation")
        EVENT = "event", _("Veranstaltung oder Förderung")

    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    purpose = models.CharField(_("Zweck"), max_length=12, choices=Purpose)
    text = models.TextField(_("Notiz"))
    written_at = models.DateTimeField(default=timezone.now)
    expires_on: models.DateField[date, date] = models.DateField(_("Gelöscht am"))

    objects = PersonNoteQuerySet.as_manager()

    class Meta:
        ordering = ["-written_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(text="") & Q(purpose__in=["contact", "belonging", "moderation", "event"]),
                name="a_note_about_a_person_has_words_and_a_purpose",
            )
        ]
        indexes = [models.Index(fields=["expires_on"], name="person_note_by_end")]

    def __str__(self) -> str:
        return f"{self.member}: {self.get_purpose_display()}"

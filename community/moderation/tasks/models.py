"""What the office itself has to see to by a day: a checklist, not a calendar."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

AHEAD = timedelta(days=7)


class TaskQuerySet(models.QuerySet["Task"]):
    def undone(self) -> TaskQuerySet:
        """The nearest day first."""
        return self.filter(done_at__isnull=True).order_by("due_on", "pk")

    def this_week(self) -> TaskQuerySet:
        """What is late or due within seven days, and what was done today, so that it can still be unticked."""
        now = timezone.localtime()
        near = Q(done_at__isnull=True, due_on__lte=now.date() + AHEAD)
        today = Q(done_at__gte=now.replace(hour=0, minute=0, second=0, microsecond=0))
        return self.filter(near | today).select_related("prepared_by", "done_by").order_by("due_on", "pk")


class Task(models.Model):
    """One line of the list: what, by which day, who prepared it and who did it."""

    class Stage(models.TextChoices):
        OPEN = "open", _("offen")
        PREPARED = "prepared", _("vorbereitet")
        DONE = "done", _("erledigt")

    title = models.CharField(_("Was ist zu tun?"), max_length=200)
    due_on = models.DateField(_("Bis wann?"))
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    prepared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    prepared_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    done_at = models.DateTimeField(null=True)

    objects = TaskQuerySet.as_manager()

    class Meta:
        verbose_name = _("Vormerkung")
        verbose_name_plural = _("Vormerkungen")
        indexes = [
            models.Index(
                fields=["due_on", "id"], condition=Q(done_at__isnull=True), name="errand_undone_by_day"
            ),
            models.Index(fields=["done_at"], condition=Q(done_at__isnull=False), name="errand_by_done"),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="an_errand_says_what"),
            models.CheckConstraint(
                condition=Q(prepared_at__isnull=True, prepared_by__isnull=True)
                | Q(prepared_at__isnull=False, prepared_by__isnull=False),
                name="an_errand_says_who_prepared_it",
            ),
            models.CheckConstraint(
                condition=Q(done_at__isnull=True, done_by__isnull=True)
                | Q(done_at__isnull=False, done_by__isnull=False),
                name="an_errand_says_who_did_it",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def stage(self) -> str:
        if self.done_at:
            return self.Stage.DONE
        return self.Stage.PREPARED if self.prepared_at else self.Stage.OPEN

    @property
    def is_late(self) -> bool:
        return not self.done_at and self.due_on < timezone.localdate()

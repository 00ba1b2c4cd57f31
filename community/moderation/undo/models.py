"""The journal: what was done to things and can be taken back for thirty days."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from community.moderation.cases.models import moderated_scopes

UNDO_FOR = timedelta(days=30)


class ModerationActionQuerySet(models.QuerySet["ModerationAction"]):
    def visible_to(self, viewer: Any) -> ModerationActionQuerySet:
        """All for the office, those of their field for its moderators."""
        if not getattr(viewer, "is_admitted", False):
            return self.none()
        if viewer.is_office:
            return self.all() if viewer.acts_for_office else self.none()
        return self.filter(scope__in=moderated_scopes(viewer))

    def not_undone(self) -> ModerationActionQuerySet:
        """What was not taken back."""
        return self.filter(undoing__isnull=True)

    def whole(self) -> ModerationActionQuerySet:
        """Without the parts of an action that was done to a whole selection."""
        return self.filter(batch__isnull=True)

    def after(self, entry: ModerationAction) -> ModerationActionQuerySet:
        """Actions that came later, were not undone and touched the same: they must be taken back first."""
        names = ModerationActionPart.objects.filter(Q(entry=entry) | Q(entry__batch=entry)).values("name")
        later = self.not_undone().filter(pk__gt=entry.pk, parts__name__in=names)
        return later.exclude(batch=entry).exclude(Q(pk=entry.pk)).distinct()


class ModerationAction(models.Model):
    """One act with what is needed to take it back. An action done to a selection has one row more, its `batch`.

    `undo_data` belongs to whoever knows the verb (`undo.journal.Undoable`); the journal never reads it.
    """

    verb = models.CharField(max_length=60)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    scope = models.CharField(max_length=60, blank=True)
    title = models.CharField(max_length=300)
    address = models.CharField(max_length=300, blank=True)
    reason = models.CharField(max_length=500, blank=True)
    undo_data = models.JSONField(default=dict)
    batch = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="steps")

    objects = ModerationActionQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["scope", "-id"], name="deed_by_scope")]

    def __str__(self) -> str:
        return f"{self.verb}: {self.title}"[:300]

    def get_absolute_url(self) -> str:
        return f"/moderation/massnahmen/{self.pk}/"

    @property
    def undone(self) -> Undoing | None:
        return getattr(self, "undoing", None)

    @property
    def is_past(self) -> bool:
        """Too old to be taken back."""
        return self.at < timezone.now() - UNDO_FOR


class ModerationActionPart(models.Model):
    """What an action has touched, by a name such as ``thread:5:title``: it is taken back in reverse order."""

    entry = models.ForeignKey(ModerationAction, on_delete=models.CASCADE, related_name="parts")
    name = models.CharField(max_length=80)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["entry", "name"], name="moderation_action_touches_a_part_once")
        ]
        indexes = [models.Index(fields=["name", "entry"], name="moderation_part_by_name")]

    def __str__(self) -> str:
        return self.name


class Undoing(models.Model):
    """An action was taken back: by whom, when, why."""

    entry = models.OneToOneField(ModerationAction, on_delete=models.PROTECT, related_name="undoing")
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    undone_at = models.DateTimeField(default=timezone.now)
    reason = models.CharField(max_length=500, blank=True)

    def __str__(self) -> str:
        return f"{self.entry} ↶"

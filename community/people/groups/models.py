"""Working groups: people of one or several municipalities with a purpose; they own rooms."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class WorkingGroupQuerySet(models.QuerySet["WorkingGroup"]):
    def visible_to(self, viewer: Any) -> WorkingGroupQuerySet:
        """Admitted members see every working group; nobody else sees one."""
        if viewer is None or not viewer.is_authenticated or not viewer.is_admitted:
            return self.none()
        return self.all()

    def of_member(self, member: Any) -> WorkingGroupQuerySet:
        """The groups `member` belongs to now."""
        return self.filter(memberships__member=member, memberships__left_at__isnull=True)


class WorkingGroup(models.Model):
    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(_("Name"), max_length=200)
    purpose = models.CharField(_("Worum es geht"), max_length=300)
    description = models.TextField(_("Beschreibung"), blank=True)
    municipalities = models.ManyToManyField(
        "people.Municipality", related_name="working_groups", blank=True, verbose_name=_("Kommunen")
    )
    members = models.ManyToManyField(
        settings.AUTH_USER_MODEL,
        through="people.Membership",
        through_fields=("group", "member"),
        related_name="working_groups",
    )
    founded_at = models.DateTimeField(default=timezone.now)

    objects = WorkingGroupQuerySet.as_manager()

    class Meta:
        verbose_name = _("Arbeitsgruppe")
        verbose_name_plural = _("Arbeitsgruppen")
        ordering = ["name", "id"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return f"/arbeitsgruppen/{self.slug}/"


class MembershipQuerySet(models.QuerySet["Membership"]):
    def current(self) -> MembershipQuerySet:
        """Memberships that have not ended."""
        return self.filter(left_at__isnull=True)


class Membership(models.Model):
    """A member's time in a working group; leaving ends it, the row stays."""

    group = models.ForeignKey(WorkingGroup, on_delete=models.CASCADE, related_name="memberships")
    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships")
    leads = models.BooleanField(_("leitet die Arbeitsgruppe"), default=False)
    joined_at = models.DateTimeField(default=timezone.now)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    left_at = models.DateTimeField(null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("Mitgliedschaft")
        constraints = [
            models.UniqueConstraint(
                fields=["group", "member"],
                condition=Q(left_at__isnull=True),
                name="membership_is_current_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.member} – {self.group}"

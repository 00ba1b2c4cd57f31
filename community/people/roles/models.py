"""What a member may do beyond discussing: granted by someone, at a time, for a reason, and revocable."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    EXPERT = "expert", _("Fachexpertise")
    MODERATOR = "moderator", _("Moderation")
    HEAD = "head", _("Leitung der Geschäftsstelle")
    TECHNICIAN = "technician", _("Technik")
    # Speaks for one municipality, `municipality:<ars>`: confirms who belongs to it.
    DEPUTY = "deputy", _("Vertretung der Kommune")


OFFICE_ROLES = (Role.MODERATOR, Role.HEAD)


class RoleGrant(models.Model):
    """A role in force until it is revoked. `scope` is empty for everywhere, or a place like ``field:3``."""

    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="grants")
    role = models.CharField(max_length=20, choices=Role)
    scope = models.CharField(max_length=60, blank=True)
    granted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="granted"
    )
    granted_at = models.DateTimeField(default=timezone.now)
    reason = models.CharField(max_length=500, blank=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="revoked"
    )
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["member", "role", "scope"],
                condition=Q(revoked_at__isnull=True),
                name="role_is_in_force_once",
            ),
            models.CheckConstraint(condition=Q(role__in=Role.values), name="role_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()} {self.scope}".strip()

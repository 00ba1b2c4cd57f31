"""Changed mail addresses, for as long as whoever reads the old mailbox may take the change back."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone

# So long the link in the warning is good, and so long the old address is kept.
TAKEN_BACK_WITHIN = timedelta(days=7)


class AddressChangeQuerySet(models.QuerySet["AddressChange"]):
    def open(self) -> AddressChangeQuerySet:
        """Changes that can still be taken back."""
        return self.filter(undone_at__isnull=True, changed_at__gt=timezone.now() - TAKEN_BACK_WITHIN)

    def over(self) -> AddressChangeQuerySet:
        return self.filter(changed_at__lte=timezone.now() - TAKEN_BACK_WITHIN)


class AddressChange(models.Model):
    """The account got another mail address; the old one was warned."""

    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="address_changes"
    )
    old_email = models.EmailField(max_length=254)
    new_email = models.EmailField(max_length=254)
    changed_at = models.DateTimeField(default=timezone.now)
    undone_at = models.DateTimeField(null=True, blank=True)

    objects = AddressChangeQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.member_id} {self.changed_at:%Y-%m-%d}"

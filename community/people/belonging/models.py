"""What members state about where they belong, and what became of it.

`Member.municipality` is where somebody belongs as far as it gives a right: votes, mentions, disclosure and statistics
ask it. It changes only with a statement that was confirmed.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class MunicipalityStatementQuerySet(models.QuerySet["MunicipalityStatement"]):
    def open(self) -> MunicipalityStatementQuerySet:
        """Nobody has decided yet; the longest wait first."""
        return self.filter(state=MunicipalityStatement.State.OPEN).order_by("stated_at", "pk")

    def with_card(self) -> MunicipalityStatementQuerySet:
        return self.select_related("member__municipality", "member__admission", "municipality", "former")

    def of_towns(self, towns: Any) -> MunicipalityStatementQuerySet:
        return self.filter(municipality__in=towns)


class MunicipalityStatement(models.Model):
    """A member says that they belong to another municipality from now on; it counts once it is confirmed."""

    class State(models.TextChoices):
        OPEN = "open", _("noch nicht bestätigt")
        CONFIRMED = "confirmed", _("bestätigt")
        REFUSED = "refused", _("abgelehnt")
        WITHDRAWN = "withdrawn", _("zurückgenommen")

    class How(models.TextChoices):
        DOMAIN = "domain", _("Mailadresse")
        OFFICE = "office", _("Geschäftsstelle")
        DEPUTY = "deputy", _("Vertretung der Kommune")
        LEFT = "left", _("gehört zu keiner Kommune mehr")

    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="statements")
    former = models.ForeignKey("people.Municipality", on_delete=models.PROTECT, null=True, related_name="+")
    municipality = models.ForeignKey(
        "people.Municipality", on_delete=models.PROTECT, null=True, related_name="statements"
    )
    stated_at = models.DateTimeField(default=timezone.now)

    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    how = models.CharField(max_length=10, choices=How, blank=True)
    decided_at = models.DateTimeField(null=True)
    # Nobody where a mail address decided, or the member themselves.
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    reason = models.CharField(max_length=500, blank=True)

    objects = MunicipalityStatementQuerySet.as_manager()

    class Meta:
        verbose_name = _("Angabe zur Kommune")
        verbose_name_plural = _("Angaben zur Kommune")
        constraints = [
            models.UniqueConstraint(
                fields=["member"], condition=Q(state="open"), name="a_member_has_one_open_statement"
            ),
            models.CheckConstraint(
                condition=Q(state="open", decided_at__isnull=True)
                | (~Q(state="open") & Q(decided_at__isnull=False)),
                name="a_statement_ends_at_a_moment",
            ),
            models.CheckConstraint(
                condition=Q(state="confirmed") ^ Q(how=""), name="a_confirmed_statement_says_how"
            ),
            models.CheckConstraint(
                condition=~Q(state="refused") | ~Q(reason=""), name="refusing_a_statement_needs_a_reason"
            ),
        ]
        indexes = [models.Index(fields=["state", "stated_at"], name="statement_by_state")]

    def __str__(self) -> str:
        return f"{self.member}: {self.municipality or '–'}"

    @property
    def is_open(self) -> bool:
        return self.state == self.State.OPEN

"""Cases: one for each reported thing at a time, with a number that can be read out on the telephone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.people import pseudonyms
from community.people.models import Role

if TYPE_CHECKING:
    from community.people.models import Member


class CaseQuerySet(models.QuerySet["Case"]):
    def visible_to(self, viewer: Any) -> CaseQuerySet:
        """All for the office, those of their field for its moderators, never those about oneself."""
        if not getattr(viewer, "is_admitted", False):
            return self.none()
        others = self.exclude(author__in=[viewer.pk, *pseudonyms.keys_of(viewer)])
        if viewer.is_office:
            return others if viewer.acts_for_office else self.none()
        return others.filter(scope__in=moderated_scopes(viewer))

    def open(self) -> CaseQuerySet:
        """Cases nobody has decided: what may be unlawful first, then the oldest."""
        return self.exclude(state=Case.State.SETTLED).order_by("-is_legal", "opened_at", "pk")

    def settled(self) -> CaseQuerySet:
        """Decided cases, the latest first."""
        return self.filter(state=Case.State.SETTLED).order_by("-decided_at", "-pk")

    def about(self, kind: str, key: str) -> CaseQuerySet:
        return self.filter(kind=kind, thing_key=key)


class Case(models.Model):
    """Everything said about one thing until it is decided; the thing is named, not referred to."""

    class State(models.TextChoices):
        NEW = "new", _("neu")
        IN_REVIEW = "in_review", _("in Prüfung")
        SETTLED = "settled", _("entschieden")

    year = models.PositiveSmallIntegerField()
    serial = models.PositiveIntegerField()
    # Empty where an outsider gave an address at which the house finds nothing they could see.
    kind = models.CharField(max_length=30, blank=True)
    thing_key = models.CharField(max_length=40, blank=True)
    title = models.CharField(max_length=300, blank=True)
    address = models.CharField(max_length=500)
    scope = models.CharField(max_length=60, blank=True)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    state = models.CharField(max_length=12, choices=State, default=State.NEW)
    # Raised with every change, so that nobody decides on a case they have not seen as it stands.
    version = models.PositiveIntegerField(default=1)
    opened_at = models.DateTimeField(default=timezone.now)
    # Someone says that it is unlawful: such cases come first and are the office's alone.
    is_legal = models.BooleanField(default=False)
    decided_at = models.DateTimeField(null=True)
    # Everything personal in it has been deleted.
    forgotten_at = models.DateTimeField(null=True)
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    taken_at = models.DateTimeField(null=True)
    # Who has the page open, so that two do not think about the same thing; it forbids nothing.
    watched_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    watched_until = models.DateTimeField(null=True)

    objects = CaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("Vorgang")
        verbose_name_plural = _("Vorgänge")
        constraints = [
            models.UniqueConstraint(fields=["year", "serial"], name="case_number_is_unique"),
            models.UniqueConstraint(
                fields=["kind", "thing_key"],
                condition=~Q(kind="") & ~Q(state="settled"),
                name="a_thing_has_one_open_case",
            ),
            models.CheckConstraint(
                condition=~Q(state="settled", decided_at__isnull=True),
                name="a_settled_case_says_when",
            ),
            models.CheckConstraint(
                condition=Q(kind="", thing_key="") | (~Q(kind="") & ~Q(thing_key="")),
                name="case_names_its_thing_wholly",
            ),
        ]
        indexes = [models.Index(fields=["state", "opened_at"], name="case_by_state")]

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        return f"/moderation/vorgaenge/{self.pk}/"

    @property
    def number(self) -> str:
        return f"{self.year}-{self.serial:04d}"

    @property
    def is_watched(self) -> bool:
        """Someone (`watched_by`) has the page open now."""
        return self.watched_until is not None and self.watched_until > timezone.now()

    @property
    def is_open(self) -> bool:
        return self.state != self.State.SETTLED


class CaseNote(models.Model):
    """What those who work on a case tell each other; nobody else reads it."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="notes")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["at", "pk"]
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="a_note_says_something")]

    def __str__(self) -> str:
        return f"{self.case}: {self.text[:60]}"


def moderated_scopes(member: Member) -> list[str]:
    """The places this member moderates without belonging to the office, such as ``field:3``."""
    return sorted(scope for role, scope in member.roles if role == Role.MODERATOR and scope)

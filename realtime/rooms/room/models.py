"""Rooms: a conversation that belongs to everyone, to a working group, or to two people."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.people.models import WorkingGroup
from realtime.rooms.participation.models import Exclusion, Participation

RETENTIONS = (30, 90, 365)


class RoomQuerySet(models.QuerySet["Room"]):
    def visible_to(self, viewer: Any) -> RoomQuerySet:
        """Rooms the viewer may know of: open ones, those of their groups, where they are guests, their direct ones.

        The office knows of every room of a working group, to look after it; reading is `readable_by`.
        """
        if not getattr(viewer, "is_admitted", False):
            return self.none()
        known = _open_to(viewer) | _invited(viewer) | _of_groups(viewer) | _of_two(viewer)
        if viewer.acts_for_office:
            known |= Q(kind=Room.Kind.CLOSED)
        return self.filter(known)

    def readable_by(self, viewer: Any) -> RoomQuerySet:
        """Rooms whose messages the viewer may read, at least those written since they came."""
        if not getattr(viewer, "is_admitted", False):
            return self.none()
        taking_part = Q(pk__in=Participation.objects.current().filter(member=viewer).values("room"))
        without_entering = _open_to(viewer) & (Q(history=Room.History.ALL) | taking_part)
        return self.filter(
            without_entering | _invited(viewer) | ((_of_groups(viewer) | _of_two(viewer)) & taking_part)
        )

    def not_archived(self) -> RoomQuerySet:
        """Rooms that have not been archived."""
        return self.filter(is_archived=False)

    def latest_first(self) -> RoomQuerySet:
        return self.order_by("-active_at", "-id")

    def with_owners(self) -> RoomQuerySet:
        """Loads the working group, how an archived room ended and, of direct rooms, the two people."""
        people = [f"{one}__{what}" for one in ("first", "second") for what in ("municipality", "admission")]
        return self.select_related("group", "archival", *people)


class Room(models.Model):
    class Kind(models.TextChoices):
        OPEN = "open", _("offener Raum")
        CLOSED = "closed", _("Raum einer Arbeitsgruppe")
        DIRECT = "direct", _("Gespräch zu zweit")

    class History(models.TextChoices):
        ALL = "all", _("Neue sehen alles, was geschrieben wurde")
        JOINING = "joining", _("Neue sehen, was ab ihrem Beitritt geschrieben wird")

    kind = models.CharField(max_length=10, choices=Kind)
    group = models.ForeignKey(
        "people.WorkingGroup", on_delete=models.PROTECT, null=True, blank=True, related_name="rooms"
    )
    # The two people of a direct room, the lower key first. Nobody else can ever be let in.
    first = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    second = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    slug = models.SlugField(max_length=60, blank=True)
    name = models.CharField(_("Name"), max_length=120, blank=True)
    purpose = models.CharField(_("Worum es geht"), max_length=300, blank=True)
    history = models.CharField(_("Verlauf für Neue"), max_length=10, choices=History, default=History.ALL)
    retention_days = models.PositiveSmallIntegerField(_("Aufbewahrung"), null=True, blank=True)
    slow_seconds = models.PositiveSmallIntegerField(_("Langsam-Modus"), default=0)
    meeting_url = models.CharField(_("Adresse für Videotreffen"), max_length=500, blank=True)

    # Raised by one under this row's lock with every durable change of a message.
    head = models.PositiveIntegerField(default=0)
    active_at = models.DateTimeField(default=timezone.now)
    created_at = models.DateTimeField(default=timezone.now)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    # Kept equal to the `Archival` that says who and why: lists filter by it.
    is_archived = models.BooleanField(default=False)

    objects = RoomQuerySet.as_manager()

    class Meta:
        verbose_name = _("Raum")
        verbose_name_plural = _("Räume")
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="direct", group__isnull=True, name="", slug="")
                & Q(first__isnull=False, second__isnull=False, first__lt=F("second"))
                | Q(kind="closed", group__isnull=False, first__isnull=True, second__isnull=True)
                | Q(kind="open", first__isnull=True, second__isnull=True),
                name="room_kind_says_to_whom_it_belongs",
            ),
            models.CheckConstraint(
                condition=Q(kind="direct") | (~Q(name="") & ~Q(slug="")), name="room_for_many_has_a_name"
            ),
            models.UniqueConstraint(fields=["first", "second"], name="direct_room_is_one_per_pair"),
            models.UniqueConstraint(fields=["slug"], condition=~Q(slug=""), name="room_slug_is_unique"),
            models.CheckConstraint(
                condition=Q(retention_days__isnull=True) | Q(retention_days__in=RETENTIONS),
                name="room_retention_is_one_of_those_offered",
            ),
        ]
        indexes = [models.Index(fields=["kind", "-active_at"], name="room_by_activity")]

    def __str__(self) -> str:
        return self.name or f"Raum {self.pk}"

    def get_absolute_url(self) -> str:
        return f"/raeume/{self.pk}/"

    @property
    def stream(self) -> str:
        return f"room:{self.pk}"

    @property
    def is_open(self) -> bool:
        return self.kind == self.Kind.OPEN

    @property
    def is_closed(self) -> bool:
        return self.kind == self.Kind.CLOSED

    @property
    def is_direct(self) -> bool:
        return self.kind == self.Kind.DIRECT

    def is_of_two_with(self, viewer: Any) -> bool:
        return self.is_direct and viewer.pk in (self.first_id, self.second_id)

    def partner_of(self, viewer: Any) -> Any:
        """The other person of a direct room."""
        return self.second if viewer.pk == self.first_id else self.first

    def title_for(self, viewer: Any) -> str:
        """What the room is called on this viewer's screen: a direct room has the other person's name."""
        return self.partner_of(viewer).name if self.is_direct else self.name


class Archival(models.Model):
    """Nobody writes here any more: since when, by whose decision, and why. Reading stays."""

    room = models.OneToOneField(Room, on_delete=models.CASCADE, related_name="archival")
    archived_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    archived_at = models.DateTimeField(default=timezone.now)
    reason = models.CharField(max_length=500)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="archiving_a_room_needs_a_reason")
        ]

    def __str__(self) -> str:
        return self.reason


def _open_to(viewer: Any) -> Q:
    shut_out = Exclusion.objects.filter(member=viewer).values("room")
    return Q(kind=Room.Kind.OPEN) & ~Q(pk__in=shut_out)


def _invited(viewer: Any) -> Q:
    guest = Participation.objects.current().filter(member=viewer, invited_by__isnull=False)
    return Q(kind=Room.Kind.CLOSED, pk__in=guest.values("room"))


def _of_groups(viewer: Any) -> Q:
    return Q(kind=Room.Kind.CLOSED, group__in=WorkingGroup.objects.of_member(viewer).values("pk"))


def _of_two(viewer: Any) -> Q:
    return Q(kind=Room.Kind.DIRECT) & (Q(first=viewer) | Q(second=viewer))

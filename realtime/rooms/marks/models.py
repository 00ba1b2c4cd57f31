"""Small marks on messages: reactions with a meaning, pins, and whom a message speaks to."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from realtime.rooms.messages.models import Message
from realtime.rooms.room.models import Room

PINS_PER_ROOM = 5


class Reaction(models.Model):
    """One member says one of four things about a message."""

    class Kind(models.TextChoices):
        THANKS = "danke", _("Danke")
        HELPFUL = "hilfreich", _("Hilfreich")
        WE_DO = "machen-wir-auch", _("Machen wir auch")
        WE_WOULD = "moechten-wir-auch", _("Möchten wir auch")

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="reactions")
    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=20, choices=Kind)
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["message", "member", "kind"], name="reaction_is_made_once"),
            models.CheckConstraint(
                condition=Q(kind__in=["danke", "hilfreich", "machen-wir-auch", "moechten-wir-auch"]),
                name="reaction_is_one_of_those_offered",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member_id}: {self.get_kind_display()}"


class Pin(models.Model):
    """A message is kept at hand for everyone in the room, in one of five places."""

    room = models.ForeignKey(Room, on_delete=models.CASCADE, related_name="pins")
    message = models.OneToOneField(Message, on_delete=models.CASCADE, related_name="pin")
    place = models.PositiveSmallIntegerField()
    pinned_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    pinned_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["room", "place"], name="pin_has_a_place_of_its_own"),
            models.CheckConstraint(
                condition=Q(place__gte=1, place__lte=PINS_PER_ROOM), name="a_room_has_five_pins_at_most"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.room_id} ⚲ {self.message_id}"


class MessageMention(models.Model):
    """A message speaks to a member by @name."""

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="mentions")
    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="mentioned_in_messages"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["message", "member"], name="message_mention_is_made_once")
        ]

    def __str__(self) -> str:
        return f"{self.message_id} → {self.member_id}"

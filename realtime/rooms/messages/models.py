"""Messages: each has a place in its room for ever (`seq`) and the place of its last change (`rev`).

Both are values of the room's `head`, and every change of a message takes one of its own. So "what changed after n"
is one indexed read, and whoever has n can tell from the next event's number whether something is missing.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.uploads.models import Upload
from realtime.rooms.participation.models import Participation
from realtime.rooms.room.models import Room


class MessageQuerySet(models.QuerySet["Message"]):
    def visible_to(self, viewer: Any) -> MessageQuerySet:
        """Messages of rooms the viewer may read, from where their history begins; removed ones are tombstones."""
        if not getattr(viewer, "is_admitted", False):
            return self.none()
        since_coming = Participation.objects.current().filter(
            room=OuterRef("room"), member=viewer, from_seq__lt=OuterRef("seq")
        )
        all_along = Q(room__kind=Room.Kind.OPEN, room__history=Room.History.ALL) & ~Exists(
            Participation.objects.current().filter(room=OuterRef("room"), member=viewer)
        )
        return self.filter(
            Exists(since_coming) | all_along, room__in=Room.objects.readable_by(viewer).values("pk")
        )

    def in_room(self, room: Any) -> MessageQuerySet:
        return self.filter(room=room)

    def readable_from(self, start: int | None) -> MessageQuerySet:
        """Messages behind the place where someone's history begins (see `policy.history_start`); none for `None`."""
        return self.none() if start is None else self.filter(seq__gt=start)

    def after(self, seq: int) -> MessageQuerySet:
        """Messages behind this place, in order."""
        return self.filter(seq__gt=seq).order_by("seq")

    def before(self, seq: int) -> MessageQuerySet:
        """Messages ahead of this place, the nearest first."""
        return self.filter(seq__lt=seq).order_by("-seq")

    def changed_since(self, rev: int) -> MessageQuerySet:
        """What was written or changed after the room's head was `rev`, oldest change first."""
        return self.filter(rev__gt=rev).order_by("rev", "seq")

    def answering(self, *seqs: int) -> MessageQuerySet:
        """What was said to the messages at these places, in order; asked of one room's messages."""
        return self.filter(reply_to__in=seqs).order_by("seq")

    def not_removed(self) -> MessageQuerySet:
        """Messages that have not been removed."""
        return self.filter(removal__isnull=True)

    def with_event(self) -> MessageQuerySet:
        """Loads what an event or a line on the page shows: one query, one for the reactions, one for the files."""
        files = models.Prefetch("attachments", MessageAttachment.objects.select_related("upload"))
        return self.select_related("author__municipality", "removal", "pin").prefetch_related(
            "reactions", files
        )


class Message(models.Model):
    room = models.ForeignKey(Room, on_delete=models.CASCADE, related_name="messages")
    seq = models.PositiveIntegerField()
    rev = models.PositiveIntegerField()
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="messages")
    key = models.UUIDField()
    # The place of the message this one answers; retention may have deleted that one since.
    reply_to = models.PositiveIntegerField(null=True, blank=True)
    source = models.TextField()
    html = models.TextField()
    excerpt = models.CharField(max_length=300, blank=True)
    folded = models.TextField(blank=True, editable=False)
    renderer = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField(default=timezone.now)
    edited_at = models.DateTimeField(null=True, blank=True)
    edit_count = models.PositiveSmallIntegerField(default=0)
    # Its text refers to other things of the house, or one of them refers to it: there may be cards to show.
    has_cards = models.BooleanField(default=False)

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = _("Nachricht")
        verbose_name_plural = _("Nachrichten")
        constraints = [
            models.UniqueConstraint(fields=["room", "seq"], name="message_seq_is_unique_in_room"),
            models.UniqueConstraint(fields=["room", "rev"], name="message_rev_is_unique_in_room"),
            models.UniqueConstraint(
                fields=["room", "author", "key"], name="message_key_is_unique_per_author_and_room"
            ),
            models.CheckConstraint(
                condition=Q(rev__gte=F("seq")), name="message_rev_is_not_before_its_birth"
            ),
            models.CheckConstraint(
                condition=Q(reply_to__isnull=True) | Q(reply_to__lt=F("seq")),
                name="message_answers_an_earlier_one",
            ),
        ]
        indexes = [
            models.Index(fields=["room", "created_at"], name="message_by_time"),
            models.Index(fields=["author", "room", "-seq"], name="message_by_author"),
            models.Index(fields=["renderer"], name="message_by_renderer"),
            models.Index(
                fields=["room", "reply_to"],
                condition=Q(reply_to__isnull=False),
                name="message_by_what_it_answers",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.room_id}/{self.seq} {self.excerpt[:60]}"

    def get_absolute_url(self) -> str:
        return f"/raeume/{self.room_id}/nachrichten/{self.seq}/"

    @property
    def anchor(self) -> str:
        return f"nachricht-{self.seq}"

    @property
    def removed(self) -> MessageRemoval | None:
        return getattr(self, "removal", None)

    @property
    def file_names(self) -> str:
        return ", ".join(attachment.upload.name for attachment in self.attachments.all())

    @property
    def is_pinned(self) -> bool:
        return hasattr(self, "pin")


class MessageAttachment(models.Model):
    """A message holds an upload; an upload belongs to one message at most."""

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="attachments")
    upload = models.OneToOneField(Upload, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["message", "position"], name="files_of_a_message_stand_one_behind_the_other"
            )
        ]

    def __str__(self) -> str:
        return f"{self.message_id}: {self.upload_id}"


class MessageRevision(models.Model):
    """How a message read before an edit."""

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="revisions")
    number = models.PositiveSmallIntegerField()
    source = models.TextField()
    edited_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    edited_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["message", "number"], name="message_revision_is_unique")
        ]

    def __str__(self) -> str:
        return f"{self.message_id} v{self.number}"


class MessageRemoval(models.Model):
    """A tombstone: who took the message down, when and why. It keeps its place; its text is not shown."""

    message = models.OneToOneField(Message, on_delete=models.CASCADE, related_name="removal")
    removed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    removed_at = models.DateTimeField(default=timezone.now)
    by_moderation = models.BooleanField(default=False)
    decision = models.ForeignKey("moderation.Decision", on_delete=models.PROTECT, null=True, related_name="+")
    reason = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(by_moderation=False) | ~Q(reason=""),
                name="the_words_of_others_are_removed_only_with_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(by_moderation=False, decision__isnull=True)
                | Q(by_moderation=True, decision__isnull=False),
                name="the_words_of_others_are_removed_only_by_a_decision",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.message_id} {self.reason}".strip()

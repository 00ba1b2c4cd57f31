"""What somebody handed in, as it is kept, and the parts of what is still coming in."""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.uploads.file_types import KINDS

NAME_LIMIT = 120
ALT_LIMIT = 300
GRACE = timedelta(days=1)
# A worker that has not read a document by then has died over it; a few more try.
READING_LEASE = timedelta(minutes=2)
MOST_READINGS = 2


def stored_under(upload: models.Model, name: str) -> str:
    """A random place: nothing about a file can be guessed from its address on the disk, nor served by its ending."""
    token = secrets.token_hex(16)
    return f"uploads/{token[:2]}/{token}"


class UploadQuerySet(models.QuerySet["Upload"]):
    def owned_by(self, member: Any) -> UploadQuerySet:
        return self.filter(owner=member.pk) if member.is_authenticated else self.none()

    def unread(self) -> UploadQuerySet:
        """Documents that no worker has read, is reading, or has died over too often."""
        died = Q(
            said__read_at__isnull=True,
            said__readings__lt=MOST_READINGS,
            said__taken_at__lt=timezone.now() - READING_LEASE,
        )
        return self.filter(Q(said__isnull=True) | died, kind=Upload.Kind.DOCUMENT)

    def out_of_grace(self) -> UploadQuerySet:
        """Older than the time in which an upload may still wait for something to belong to."""
        return self.filter(created_at__lt=timezone.now() - GRACE)


class Upload(models.Model):
    """A file as it is kept. `sha256` is of what was handed in, so that a second try can be told from another file."""

    class Kind(models.TextChoices):
        IMAGE = "image", gettext_lazy("Bild")
        DOCUMENT = "document", gettext_lazy("Dokument")

    class Reuse(models.TextChoices):
        ASK = "ask", gettext_lazy("Nur nach Rückfrage")
        YES = "yes", gettext_lazy("Ja, darf nachgenutzt werden")
        NO = "no", gettext_lazy("Nein")

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="uploads")
    key = models.UUIDField()
    name = models.CharField(max_length=NAME_LIMIT)
    kind = models.CharField(max_length=10, choices=Kind)
    media_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField(help_text="bytes as kept")
    sha256 = models.CharField(max_length=64)
    width = models.PositiveIntegerField(null=True)
    height = models.PositiveIntegerField(null=True)
    alt_text = models.CharField(max_length=ALT_LIMIT, blank=True)
    reuse = models.CharField(max_length=3, choices=Reuse, default=Reuse.ASK)
    created_at = models.DateTimeField(default=timezone.now)
    file = models.FileField(upload_to=stored_under)

    objects = UploadQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("Datei")
        verbose_name_plural = gettext_lazy("Dateien")
        constraints = [
            models.UniqueConstraint(fields=["owner", "key"], name="upload_key_is_unique_per_owner"),
            models.CheckConstraint(
                condition=Q(kind="image", width__gt=0, height__gt=0)
                | Q(kind="document", width__isnull=True, height__isnull=True),
                name="images_and_only_images_have_measures",
            ),
            models.CheckConstraint(condition=Q(size__gt=0), name="an_upload_is_not_empty"),
        ]
        indexes = [models.Index(fields=["created_at"], name="upload_by_time")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return f"/dateien/{self.pk}/{self.name}"

    @property
    def is_image(self) -> bool:
        return self.kind == self.Kind.IMAGE

    @property
    def words(self) -> str:
        """The kind of file as people call it."""
        return str(KINDS[self.name.rpartition(".")[2]].words)

    @property
    def description(self) -> str:
        """What an image shows, in words; its name where nobody said more."""
        return self.alt_text or _("Bild ohne Beschreibung: %(name)s") % {"name": self.name}

    @property
    def reuse_words(self) -> str:
        """The licence line."""
        return {
            self.Reuse.YES: _("darf nachgenutzt werden"),
            self.Reuse.NO: _("nicht zur Nachnutzung"),
            self.Reuse.ASK: _("Nachnutzung nur nach Rückfrage"),
        }[self.Reuse(self.reuse)]


class UploadText(models.Model):
    """What a document says; empty where it says nothing or could not be read.

    The row stands before reading begins: whoever dies over a document leaves a mark, and it is not tried for ever.
    """

    upload = models.OneToOneField(Upload, on_delete=models.CASCADE, primary_key=True, related_name="said")
    text = models.TextField(blank=True)
    taken_at = models.DateTimeField(default=timezone.now)
    readings = models.PositiveSmallIntegerField(default=1, help_text="how often somebody has begun")
    read_at = models.DateTimeField(null=True)
    trouble = models.CharField(max_length=40, blank=True, help_text="why there are no words")

    def __str__(self) -> str:
        return self.text[:60]


class UploadPart(models.Model):
    """A piece of a file that is still coming in: `start` bytes of it are there already.

    A weak line loses one piece and goes on from there; the pieces go when the file is whole, or after a day.
    """

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    key = models.UUIDField()
    start = models.PositiveIntegerField()
    size = models.PositiveIntegerField()
    created_at = models.DateTimeField(default=timezone.now)
    file = models.FileField(upload_to=stored_under)

    class Meta:
        ordering = ["start"]
        constraints = [
            models.UniqueConstraint(fields=["owner", "key", "start"], name="upload_part_is_stored_once"),
            models.CheckConstraint(condition=Q(size__gt=0), name="an_upload_part_is_not_empty"),
        ]
        indexes = [models.Index(fields=["created_at"], name="upload_part_by_time")]

    def __str__(self) -> str:
        return f"{self.key} from {self.start}"

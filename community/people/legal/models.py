"""Legal pages in versions, and who agreed to which version when."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class DocumentQuerySet(models.QuerySet["Document"]):
    def current(self, slug: str) -> Document | None:
        """The newest published version of a page, or `None`."""
        return self.filter(slug=slug, published_at__lte=timezone.now()).order_by("-version").first()


class Document(models.Model):
    """One version of one legal page. Published versions never change; a correction is a new version."""

    class Slug(models.TextChoices):
        IMPRINT = "impressum", _("Impressum")
        PRIVACY = "datenschutz", _("Datenschutz")
        RULES = "netiquette", _("Netiquette")
        ACCESSIBILITY = "barrierefreiheit", _("Barrierefreiheit")

    slug = models.CharField(max_length=30, choices=Slug)
    version = models.PositiveIntegerField()
    source = models.TextField()
    html = models.TextField()
    change_note = models.CharField(max_length=300, blank=True)
    published_at = models.DateTimeField(default=timezone.now)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        ordering = ["slug", "-version"]
        constraints = [models.UniqueConstraint(fields=["slug", "version"], name="document_version_is_unique")]

    def __str__(self) -> str:
        return f"{self.get_slug_display()} {self.version}"


class Consent(models.Model):
    """A member agreed to this version of a document at this time."""

    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="consents")
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="consents")
    given_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member", "document"], name="consent_is_given_once")]

    def __str__(self) -> str:
        return f"{self.member}: {self.document}"

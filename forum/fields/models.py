"""Action fields (Handlungsfelder): the tables at which people meet. One forum per field."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _


class ActionFieldQuerySet(models.QuerySet["ActionField"]):
    def visible_to(self, viewer: Any) -> ActionFieldQuerySet:
        """Public fields for everyone, all fields for admitted members."""
        if getattr(viewer, "is_admitted", False):
            return self.all()
        return self.filter(is_public=True)


class ActionField(models.Model):
    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(_("Name"), max_length=120)
    summary = models.CharField(_("Worum es geht"), max_length=200)
    description = models.TextField(_("Beschreibung"), blank=True)
    position = models.PositiveSmallIntegerField(_("Reihenfolge"), default=0)
    is_public = models.BooleanField(_("öffentlich sichtbar"), default=False)
    hue = models.PositiveSmallIntegerField(default=0)
    thread_count = models.PositiveIntegerField(default=0)
    post_count = models.PositiveIntegerField(default=0)
    open_count = models.PositiveIntegerField(default=0)
    active_at = models.DateTimeField(null=True, blank=True)

    objects = ActionFieldQuerySet.as_manager()

    class Meta:
        verbose_name = _("Handlungsfeld")
        verbose_name_plural = _("Handlungsfelder")
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return f"/handlungsfelder/{self.slug}/"

"""A recipe for the next meeting."""

from django.conf import settings
from django.db import models
from django.utils import timezone


class Recipe(models.Model):
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    title = models.CharField(max_length=80)
    text = models.TextField()
    upload = models.OneToOneField("uploads.Upload", on_delete=models.PROTECT, null=True, related_name="+")
    is_hidden = models.BooleanField(default=False)
    head = models.PositiveIntegerField(default=1)

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return f"/rezepte/{self.pk}/"

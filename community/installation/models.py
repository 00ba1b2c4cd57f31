"""The one row that says which installation this is."""

from __future__ import annotations

import secrets

from django.db import models
from django.utils.translation import gettext_lazy as _


def new_seed() -> str:
    return secrets.token_hex(16)


class Installation(models.Model):
    """Made once, by `migrate`; in no backup, so that what is restored is an installation of its own."""

    seed = models.CharField(max_length=32, default=new_seed)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("Installation")
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="there_is_one_installation")]

    def __str__(self) -> str:
        return str(self.made_at)

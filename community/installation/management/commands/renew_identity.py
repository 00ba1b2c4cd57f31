"""`manage.py renew_identity`: for the copy of a whole database server that is to run beside its original."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from community.installation.models import Installation, new_seed


class Command(BaseCommand):
    help = "Makes a new identity for this installation. Run it while no process of the installation runs."

    def handle(self, *args: Any, **options: Any) -> None:
        Installation.objects.update_or_create(pk=1, defaults={"seed": new_seed()})
        self.stdout.write("Diese Installation hat eine neue Kennung.")

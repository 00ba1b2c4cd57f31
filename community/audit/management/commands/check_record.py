"""Check that the record of used power is as it was written."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from community.audit.models import Seal
from community.audit.sealing import broken_seals, seal_events


class Command(BaseCommand):
    help = "Seals new entries of the record and checks the whole chain; fails where an entry was changed or removed."

    def handle(self, *args: Any, **options: Any) -> None:
        while seal_events():
            pass
        broken = [str(seal.event) for seal in broken_seals()]
        for entry in broken:
            self.stderr.write(entry)
        if broken:
            raise CommandError(f"{len(broken)} entries do not fit their seal.")
        last = Seal.objects.order_by("-number").first()
        self.stdout.write(
            f"{last.number if last else 0} entries, all as they were written. {last or ''}".strip()
        )

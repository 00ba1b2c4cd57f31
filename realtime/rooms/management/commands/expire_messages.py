"""`manage.py expire_messages`: once a night, deletes messages that are older than their room keeps them."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from realtime.rooms.retention.actions import expire_messages


class Command(BaseCommand):
    help = "Deletes messages older than their room keeps them; --dry-run only says how many."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="delete nothing, say how many it would be")

    def handle(self, *args: Any, **options: Any) -> None:
        total = 0
        for room, count in expire_messages(timezone.now(), dry_run=options["dry_run"]):
            total += count
            self.stdout.write(f"{room}: {count}")
        self.stdout.write(f"{total} messages {'would be deleted' if options['dry_run'] else 'deleted'}")

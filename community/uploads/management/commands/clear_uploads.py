"""`manage.py clear_uploads`: remove files that were handed in and belong to nothing after a day."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from community.uploads.actions import clear_uploads
from community.uploads.parts import clear_parts


class Command(BaseCommand):
    help = "Removes files that were uploaded more than a day ago and belong to nothing, and unfinished ones."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="only count them")

    def handle(self, *args: Any, **options: Any) -> None:
        count = clear_uploads(dry_run=options["dry_run"]) + clear_parts(dry_run=options["dry_run"])
        self.stdout.write(f"{count} {'would be removed' if options['dry_run'] else 'removed'}")

"""Delete what is personal in cases whose time is over."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from community.moderation.cases import retention


class Command(BaseCommand):
    help = "Deletes reporters, words, evidence and letters of cases decided more than three years ago."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="only name the cases")

    def handle(self, *args: Any, **options: Any) -> None:
        due = retention.forgettable()
        for case in due:
            self.stdout.write(f"{case.number} {case.decided_at:%Y-%m-%d} {case.title}")
            if not options["dry_run"]:
                retention.forget_case(case)
        self.stdout.write(f"{len(due)} cases" + (", nothing deleted" if options["dry_run"] else ""))

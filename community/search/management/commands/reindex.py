"""`manage.py reindex`: brings the search up to date."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from community.search.reindexing import catch_up, learn_anew


class Command(BaseCommand):
    help = "Writes what the search is missing; can be interrupted and repeated at any time."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--everything", action="store_true", help="write every document anew")

    def handle(self, *args: Any, **options: Any) -> None:
        done: dict[str, tuple[int, int]] = {}
        for kind, seen, written in catch_up(everything=options["everything"]):
            done[kind.slug] = (seen, written)
        learn_anew()
        if options["verbosity"]:
            for name, (seen, written) in done.items():
                self.stdout.write(f"{name}: {seen} looked at, {written} written")

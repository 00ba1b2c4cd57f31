"""`manage.py load_documents`: the shipped legal pages, once; later versions only when asked for."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from community.people.legal.documents import load_shipped


class Command(BaseCommand):
    help = "Publishes the shipped legal pages that are missing. Safe to repeat."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--publish-changes",
            metavar="NOTE",
            default="",
            help="also publish shipped texts that differ, as new versions with this note",
        )

    def handle(self, *args: Any, publish_changes: str, **options: Any) -> None:
        published = load_shipped(change_note=publish_changes)
        if options["verbosity"]:
            names = ", ".join(str(document) for document in published) or "nothing new"
            self.stdout.write(f"Published: {names}")

"""`manage.py import_municipalities`: the shipped register, or another file of the same columns."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from community.people.municipalities.register import FILE, import_register


class Command(BaseCommand):
    help = "Brings the municipalities to the state of the official register. Safe to repeat."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--file", type=Path, default=FILE, help="a CSV with the columns of the shipped one"
        )

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        count = import_register(file)
        if options["verbosity"]:
            self.stdout.write(f"{count} municipalities, districts and joint municipalities are up to date.")

"""`manage.py furnish`: what every installation starts with. Safe to repeat."""

from typing import Any

from django.core.management.base import BaseCommand

from community.demo.house import furnish


class Command(BaseCommand):
    help = "Loads municipalities, legal pages and action fields where they are missing."

    def handle(self, *args: Any, **options: Any) -> None:
        furnish()

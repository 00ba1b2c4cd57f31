"""`manage.py backup FILE`: the whole installation in one file, while it runs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from community.backup.ending import tidy_when_ended
from community.backup.errors import Refused
from community.backup.making import make_backup
from community.backup.surroundings import without_keys


class Command(BaseCommand):
    help = "Writes database, uploads and settings into one ZIP in an open format; see docs/betrieb.md."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="where to; readable by its owner only")
        parser.add_argument(
            "--replace", action="store_true", help="replace the file once the new one is complete"
        )
        parser.add_argument(
            "--with-keys", action="store_true", help="include SECRET_KEY and PUSH_KEY, in plain"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        path, with_keys = options["file"], options["with_keys"]
        try:
            with tidy_when_ended():
                made = make_backup(path, replace=options["replace"], with_keys=with_keys)
        except (Refused, OSError) as refused:
            raise CommandError(str(refused)) from refused
        if not options["verbosity"]:
            return
        self.stdout.write(
            f"Gesichert in {path}: {made.rows} Zeilen aus {made.tables} Tabellen, {made.files} Dateien, "
            f"zusammen {made.size / 1_000_000:.1f} MB."
        )
        if with_keys:
            self.stdout.write(
                "Die Schlüssel stehen im Klartext darin. Bewahren Sie die Datei verschlüsselt auf."
            )
            return
        self.stdout.write("Die Schlüssel sind nicht dabei; sichern Sie sie getrennt (siehe --with-keys).")
        for sentence in without_keys():
            self.stdout.write(sentence)

"""`manage.py restore FILE`: a backup into an empty installation of the same version."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from community.backup.ending import tidy_when_ended
from community.backup.errors import Refused
from community.backup.restoring import restore_backup
from community.backup.surroundings import without_keys
from community.mail.models import OutgoingMail


class Command(BaseCommand):
    help = "Fills an empty, migrated installation from a file that `backup` made; changes nothing where that fails."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            with tidy_when_ended():
                restored = restore_backup(options["file"])
        except (Refused, OSError) as refused:
            raise CommandError(str(refused)) from refused
        if not options["verbosity"]:
            return
        self.stdout.write(f"Zurückgespielt: {restored.rows} Zeilen und {restored.files} Dateien.")
        for sentence in restored.left_to_do:
            self.stdout.write(sentence)
        if not restored.has_keys:
            self.stdout.write("Die Schlüssel waren nicht dabei.")
            for sentence in without_keys():
                self.stdout.write(sentence)
        waiting = OutgoingMail.objects.filter(state=OutgoingMail.State.WAITING).count()
        if waiting:
            self.stdout.write(f"{waiting} Mails warten darin und gehen hinaus, sobald ein Arbeiter läuft.")
        self.stdout.write(
            "Alle melden sich neu an. Prüfen Sie nun mit `manage.py check_record` den Nachweis."
        )

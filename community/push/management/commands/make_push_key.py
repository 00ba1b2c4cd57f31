"""`manage.py make_push_key`: the key without which nothing is sent to devices. Made once; it never replaces one."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from community.push.keys import new_key


class Command(BaseCommand):
    help = "Makes the private key for push and keeps it in VAR_DIR/push_key, or prints it for PUSH_KEY."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--print", action="store_true", help="print it instead of keeping it in a file")

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.PUSH_KEY or settings.PUSH_KEY_FILE.exists():
            raise CommandError(
                "There is a key already. With another one every device would have to be entered anew."
            )
        if options["print"]:
            self.stdout.write(new_key())
            return
        settings.PUSH_KEY_FILE.parent.mkdir(parents=True, exist_ok=True)
        settings.PUSH_KEY_FILE.touch(mode=0o600)
        settings.PUSH_KEY_FILE.write_text(new_key(), encoding="ascii")
        self.stdout.write(f"Kept in {settings.PUSH_KEY_FILE}. Restart the server and the workers.")

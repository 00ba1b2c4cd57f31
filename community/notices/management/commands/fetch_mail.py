"""`manage.py fetch_mail`: take in answers by mail, from a mailbox or from the standard input."""

from __future__ import annotations

import os
import sys
from typing import Any, BinaryIO

from django.core.management.base import BaseCommand, CommandError, CommandParser

from community.notices.incoming import receive
from community.notices.mailbox import fetch
from community.notices.models import IncomingMail
from community.notices.parsing import LARGEST
from community.web.refusals import Busy


class Command(BaseCommand):
    help = "Takes in new mails from the mailbox REPLY_MAILBOX; with --stdin one mail that a mail server pipes in."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--stdin", action="store_true", help="read one mail from the standard input")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            if options["stdin"]:
                self.stdout.write(str(self._receive(sys.stdin.buffer)))
                return
            self.stdout.write(f"{fetch()} mails")
        except Busy as busy:
            raise CommandError(str(busy), returncode=os.EX_TEMPFAIL) from busy
        except OSError as error:
            raise CommandError(f"The mailbox cannot be read: {error}") from error

    def _receive(self, mail: BinaryIO) -> IncomingMail:
        """A mail server that pipes in a very large mail can get rid of all of it; no more than is looked at is kept."""
        raw = mail.read(LARGEST + 1)
        while mail.read(65_536):
            pass
        return receive(raw)

"""`manage.py work`: does what the house does by itself. Any number of these may run side by side."""

from __future__ import annotations

import signal
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from community.jobs.periodic import do_round
from community.jobs.worker import PAUSE, Worker


class Command(BaseCommand):
    help = "Sends mails and does what comes round; ends on SIGTERM or Ctrl-C after the mail at hand."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--once", action="store_true", help="do what there is now, then end (for cron or tests)"
        )
        parser.add_argument("--pause", type=float, default=PAUSE, help="seconds between looking")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["once"]:
            while do_round():
                pass
            return
        worker = Worker(pause=options["pause"])
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda _number, _frame: worker.stop())
        worker.work()

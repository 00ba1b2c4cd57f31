"""`manage.py serve`: one process with everything the embedded default needs."""

from __future__ import annotations

import os
from functools import partial
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser

from community import status
from community.asgi import application
from community.connections import PER_ADDRESS
from community.jobs.worker import Worker
from community.server import HouseServer, shared_port
from realtime.delivery.switchboard import close_switchboard

WORKER_ENDS_WITHIN = 1.0  # seconds, after the server has ended


class Command(BaseCommand):
    help = "Serves the house on one port; ends within 10 seconds on SIGTERM or Ctrl-C."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--shared-port", action="store_true", help="other processes listen on it too")
        parser.add_argument("--migrate", action="store_true", help="bring the database up to date first")
        parser.add_argument("--demo", action="store_true", help="load the demo network first (DEMO=1 only)")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["migrate"]:
            call_command("migrate", interactive=False, verbosity=0)
            call_command("furnish")
        if options["demo"]:
            call_command("demo", verbosity=0)
        host, port = options["host"], options["port"]
        self._serve(
            shared_port(host, port) if options["shared_port"] else f"tcp:port={port}:interface={host}"
        )

    def _serve(self, endpoint: str) -> None:
        self.stdout.write(f"{settings.PUBLIC_URL} (process {os.getpid()})")
        self.stdout.flush()
        worker = Worker()
        if settings.EMBEDDED_WORKER:
            worker.start()
        server = HouseServer(
            application,
            request_limit=settings.REQUEST_LIMIT,
            # Behind a proxy all come from the proxy.
            per_address=0 if settings.ALLAUTH_TRUSTED_PROXY_COUNT else PER_ADDRESS,
            on_stop=partial(_stop, worker),
            endpoints=[endpoint],
            server_name="",
            http_timeout=None,
        )
        server.run()
        worker.stop(within=WORKER_ENDS_WITHIN)


def _stop(worker: Worker) -> None:
    status.leave()
    worker.stop()
    close_switchboard()

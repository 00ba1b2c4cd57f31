"""`manage.py expire_reports`: forget reports that nobody confirmed within a week. To be run daily."""

from typing import Any

from django.core.management.base import BaseCommand

from community.moderation.reports import actions as report_actions


class Command(BaseCommand):
    help = "Deletes reports of outsiders that were not confirmed within seven days."

    def handle(self, *args: Any, **options: Any) -> None:
        count = report_actions.expire_reports()
        if options["verbosity"]:
            self.stdout.write(f"{count} unconfirmed reports deleted.")

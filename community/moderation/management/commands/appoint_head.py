"""`manage.py appoint_head ADDRESS`: the first head of the office, who appoints everyone else on the pages."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from community.moderation.roles.actions import appoint_head
from community.people.models import Member


class Command(BaseCommand):
    help = "Makes a registered member with a confirmed address head of the office. Safe to repeat."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("address", help="the mail address the person registered with")

    def handle(self, *args: Any, address: str, **options: Any) -> None:
        confirmed = Member.objects.filter(email__iexact=address, is_active=True, emailaddress__verified=True)
        member = confirmed.first()
        if member is None:
            raise CommandError(f"Nobody with a confirmed address {address} has registered.")
        appoint_head(member)
        if options["verbosity"]:
            self.stdout.write(f"{member.name} leads the office.")

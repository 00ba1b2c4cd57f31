"""`manage.py import_members FILE --officer ADDRESS`: invites the people of a list, as the office's page does."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.management.base import BaseCommand, CommandError
from django.http import Http404

from community.moderation.invitations.actions import SomebodyWasFaster, invite_members
from community.people.invitations.roster import RosterRefused, read_roster
from community.people.models import Member


class Command(BaseCommand):
    help = "Invites everybody in a CSV file who has no account yet. Safe to repeat; --dry-run only tells."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--officer", required=True, help="the address of whoever invites")
        parser.add_argument("--dry-run", action="store_true")

    def handle(self, *args: Any, file: Path, officer: str, dry_run: bool, **options: Any) -> None:
        inviting = Member.objects.filter(email__iexact=officer, is_active=True).first()
        if inviting is None:
            raise CommandError(f"Nobody has the address {officer}.")
        try:
            entries = read_roster(file.read_bytes())
            invited = [] if dry_run else invite_members(inviting, entries)
        except (RosterRefused, SomebodyWasFaster) as refused:
            raise CommandError(str(refused)) from refused
        except OSError as refused:
            raise CommandError(f"{file}: {refused.strerror}") from refused
        except (PermissionDenied, Http404) as refused:
            raise CommandError(f"{officer} does not work in the office.") from refused
        for entry in entries:
            said = "; ".join(entry.problems) or entry.known or ("new" if dry_run else "invited")
            self.stdout.write(f"{entry.number}: {entry.email or entry.name}: {said}")
        self.stdout.write(f"{len(invited)} invited.")

"""`manage.py demo`: the demo network. Safe to repeat; refuses outside demo mode."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from community.demo.attachments import attach_demo_files
from community.demo.cast import enter_cast
from community.demo.content import fingerprint, read
from community.demo.forum import fill_tables
from community.demo.holding import fill_holds
from community.demo.house import furnish
from community.demo.reports import fill_reports
from community.demo.rooms import fill_rooms
from community.demo.tasks import fill_tasks
from community.people.models import Member

LOADED = settings.VAR_DIR / "demo.loaded"


def last_noon() -> datetime:
    """The content tells its times as distances from a noon, so that nobody seems to write at night."""
    now = timezone.localtime()
    noon = now.replace(hour=12, minute=0, second=0, microsecond=0)
    return noon if noon <= now else noon - timedelta(days=1)


def _is_loaded() -> bool:
    """Whether this content was loaded before, so that a second start need not compare it row by row."""
    loaded = LOADED.exists() and LOADED.read_text(encoding="ascii") == fingerprint()
    return loaded and Member.objects.filter(email=read("cast")["member"][0]["login"]).exists()


class Command(BaseCommand):
    help = "Loads the demo cast and its conversations (only with DEMO=1: all share one known password)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--again", action="store_true", help="look for missing rows even if all was loaded"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("Demo data has a known password for everyone: set DEMO=1 to load it.")
        if _is_loaded() and not options["again"]:
            return
        furnish()
        now = last_noon()
        members = enter_cast(now)
        posts = fill_tables(members, now)
        attach_demo_files()
        messages = fill_rooms(members, now)
        fill_reports(members)
        fill_tasks(members)
        fill_holds(members)
        LOADED.write_text(fingerprint(), encoding="ascii")
        if options["verbosity"]:
            self.stdout.write(f"{len(members)} members, {posts} new posts, {messages} new messages")

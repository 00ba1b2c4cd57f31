"""`manage.py fill`: bulk data for scale tests."""

from __future__ import annotations

import time
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from community.demo.cast import PASSWORD
from community.demo.filling import Filling, fill_forum, fill_members
from community.demo.house import furnish
from community.demo.room_filling import fill_rooms
from community.people.models import Member
from community.search.reindexing import catch_up


class Command(BaseCommand):
    help = "Adds members, threads, posts, rooms and messages in bulk; the same seed makes the same content."

    def add_arguments(self, parser: CommandParser) -> None:
        for name in ("members", "threads", "posts", "rooms", "messages"):
            parser.add_argument(f"--{name}", type=int, default=0)
        parser.add_argument("--seed", type=int, default=1)
        parser.add_argument("--unsearched", action="store_true", help="leave the search to `reindex`")

    def handle(self, *args: Any, **options: Any) -> None:
        furnish()
        now = timezone.now().replace(microsecond=0)
        filling = Filling(options["members"], options["threads"], options["posts"], options["seed"])
        authors = self._members(filling, now)
        if filling.threads or filling.posts:
            self._forum(filling, authors, now)
        if options["rooms"] or options["messages"]:
            self._rooms(options["rooms"] or 1, options["messages"], filling.seed, authors, now)
        if not options["unsearched"]:
            self._search()

    def _members(self, filling: Filling, now: Any) -> list[Member]:
        password = PASSWORD if settings.DEMO else None
        made = fill_members(filling.members, seed=filling.seed, now=now, password=password)
        if made:
            self.stdout.write(f"{len(made)} members")
        return made or list(Member.objects.admitted()[:500])

    def _forum(self, filling: Filling, authors: list[Member], now: Any) -> None:
        if not authors:
            raise CommandError("Nobody is there to write: add --members.")
        filling.threads = filling.threads or max(filling.posts // 20, 1)
        started, total = time.perf_counter(), 0
        for made in fill_forum(filling, authors, now):
            total += made
        seconds = time.perf_counter() - started
        self.stdout.write(
            f"{filling.threads} threads, {total} posts in {seconds:.1f} s ({total / seconds:.0f}/s)"
        )

    def _search(self) -> None:
        started, written = time.perf_counter(), {}
        for kind, _seen, new in catch_up():
            written[kind.slug] = new
        seconds, total = time.perf_counter() - started, sum(written.values())
        self.stdout.write(f"{total} made findable in {seconds:.1f} s ({total / max(seconds, 0.001):.0f}/s)")

    def _rooms(self, rooms: int, messages: int, seed: int, authors: list[Member], now: Any) -> None:
        if not authors:
            raise CommandError("Nobody is there to write: add --members.")
        started = time.perf_counter()
        total = sum(fill_rooms(rooms, messages, seed=seed, authors=authors, now=now))
        seconds = time.perf_counter() - started
        self.stdout.write(f"{rooms} rooms, {total} messages in {seconds:.1f} s ({total / seconds:.0f}/s)")

"""`manage.py render_posts`: bring the stored HTML of posts up to the renderer's present version."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from forum.posts.rerendering import render_anew


class Command(BaseCommand):
    help = "Renders posts anew whose HTML was made by an older renderer; with --all, every post."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--all", action="store_true", help="also posts that are up to date")

    def handle(self, *args: Any, **options: Any) -> None:
        seen, changed = render_anew(everything=options["all"])
        self.stdout.write(f"{seen} posts rendered, {changed} look different now")

"""Opening the busy pages and counting: what `bench_pages` measures. Needs a set-up Django with an empty database."""

from __future__ import annotations

import time
from typing import Any

from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from community.people.models import Member
from forum.models import ActionField, Thread
from forum.threads.addresses import page_of

REPETITIONS = 5
POSTS_PER_THREAD = 20


def fill_and_open(posts: int) -> dict[str, Any]:
    """Fill an empty database with `posts` posts, open each page; returns ``{page: {"queries", "ms"}}``."""
    call_command("migrate", verbosity=0)
    threads = max(posts // POSTS_PER_THREAD, 1)
    call_command("fill", members=max(20, posts // 100), threads=threads, posts=posts, stdout=_Silence())
    member, visitor = Client(), Client()
    member.force_login(Member.objects.order_by("pk")[0])
    return {name: _open(member if signed_in else visitor, path) for name, signed_in, path in _pages()}


def _pages() -> list[tuple[str, bool, str]]:
    field = ActionField.objects.order_by("-thread_count")[0]
    longest = Thread.objects.order_by("-last_number")[0]
    thread = longest.get_absolute_url()
    return [
        ("start, visitor", False, "/"),
        ("start, member", True, "/"),
        ("fields", True, "/handlungsfelder/"),
        ("field", True, field.get_absolute_url()),
        ("all threads", True, "/themen/"),
        ("thread, first page", True, f"{thread}?ansicht=reihe&seite=1"),
        ("thread, last page", True, f"{thread}?seite={page_of(longest.last_number)}"),
        ("thread, nested", True, f"{thread}?ansicht=verzweigt"),
    ]


def _open(client: Client, path: str) -> dict[str, Any]:
    best = float("inf")
    for _ in range(REPETITIONS):
        with CaptureQueriesContext(connection) as queries:
            started = time.process_time()
            response = client.get(path)
            best = min(best, time.process_time() - started)
        if response.status_code != 200:
            raise RuntimeError(f"{path} answered {response.status_code}")
    return {"queries": len(queries), "ms": best * 1000}


class _Silence:
    def write(self, text: str) -> None:
        """Progress of `fill` is not part of the answer."""

"""Searching as members and visitors do: what `bench_search` measures. Needs a set-up Django, an empty database."""

from __future__ import annotations

import io
import sys
import time
import tomllib
from pathlib import Path

from django.core.management import call_command
from django.db import connection, reset_queries
from django.test import Client
from django.test.utils import CaptureQueriesContext

from community.demo.words import SUBJECTS
from community.people.models import Member

QUERIES = Path(__file__).resolve().parents[1] / "search" / "queries.toml"
REPETITIONS = 3
POSTS_PER_THREAD = 20
FREQUENT = (
    "Kosten",
    "Ausschuss Mehrheit",
    "Leerstand Kosten",
    "Befragung",
    '"eine knappe Mehrheit"',
    "Rathaus",
)


def serve(posts: int) -> None:
    """Fill an empty database with `posts` posts; then search as often as a line comes in.

    The first line out says how many searches there are, each further one the milliseconds and the queries of the next.
    """
    call_command("migrate", verbosity=0)
    size = {"members": 200, "threads": posts // POSTS_PER_THREAD, "posts": posts}
    call_command("fill", **size, rooms=5, messages=posts // 10, stdout=io.StringIO())
    member, visitor = Client(), Client()
    member.force_login(Member.objects.order_by("pk")[0])
    searches = [(client, query) for client in (member, visitor) for query in _queries()]
    print(len(searches), flush=True)
    for (client, query), _order in zip(searches, sys.stdin, strict=False):
        print(*_best(client, query), flush=True)


def _queries() -> list[str]:
    written = [item["text"] for item in tomllib.loads(QUERIES.read_text(encoding="utf-8"))["query"]]
    return [*written, *SUBJECTS, *FREQUENT]


def _best(client: Client, query: str) -> tuple[float, int]:
    """The best of a few: this machine has other things to do."""
    best, count = float("inf"), 0
    # An embedded database is part of this process; a server's time is not.
    clock = time.process_time if connection.vendor == "sqlite" else time.perf_counter
    for _ in range(REPETITIONS):
        reset_queries()
        with CaptureQueriesContext(connection) as captured:
            started = clock()
            response = client.get("/suche/", {"q": query})
            best = min(best, (clock() - started) * 1000)
        if response.status_code != 200:
            raise RuntimeError(f"{query} answered {response.status_code}")
        count = len(captured)
    return best, count

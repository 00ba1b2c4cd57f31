"""Where the database counts on: whoever tells one story twice turns its counters back in between."""

from __future__ import annotations

from django.db import connection

Counters = list[tuple[str, int | None]]


def read_counters() -> Counters:
    """Where PostgreSQL's counters stand: rolling back does not turn them back. SQLite's go back by themselves."""
    if connection.vendor != "postgresql":
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT quote_ident(schemaname) || '.' || quote_ident(sequencename), last_value FROM pg_sequences"
        )
        return list(cursor.fetchall())


def turn_back(counters: Counters) -> None:
    with connection.cursor() as cursor:
        for name, value in counters:
            cursor.execute("SELECT setval(%s, %s, %s)", [name, value or 1, value is not None])

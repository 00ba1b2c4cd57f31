"""Tests below this folder know no database: they run once, whatever the databases are."""

import pytest

DATABASE = {"db", "transactional_db", "live_server", "django_db_setup"}


def pytest_itemcollected(item: pytest.Item) -> None:
    if item.get_closest_marker("django_db") or DATABASE & set(item.fixturenames):
        raise pytest.UsageError(f"{item.nodeid} asks for the database: it belongs below tests/db")

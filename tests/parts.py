"""What of the machine the tests can use, and the promise that under `STRICT=1` nothing is left out.

    from tests.parts import PARTS, needs

    @needs("redis")
    def test_over_redis():
        connect(PARTS["redis"])

A test that needs a part the machine lacks is skipped; under `STRICT=1` it fails, as does every other skip.
`python -m tests.parts` prints the parts as JSON.
"""

from __future__ import annotations

import getpass
import json
import os
import shutil
from collections.abc import Generator
from urllib.parse import quote

import psycopg
import pytest
import redis
from django.db import connection

NAMES = ("chromium", "gettext", "postgresql", "redis")
# The one without a window first: it starts faster and draws less.
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "/usr/bin/chromium")


def needs(part: str) -> pytest.MarkDecorator:
    """Mark a test that runs only where the machine has `part`."""
    if part not in NAMES:
        raise ValueError(f"Unknown part {part!r}; known: {', '.join(NAMES)}")
    return pytest.mark.needs(part)


def find_parts() -> dict[str, str | None]:
    """Where each part is found: a path, a URL, or None."""
    known = os.environ.get("TEST_PARTS")
    if known:
        return dict(json.loads(known))
    gettext = shutil.which("xgettext")
    return {"chromium": _chromium(), "gettext": gettext, "postgresql": _postgresql(), "redis": _redis()}


def _chromium() -> str | None:
    candidates = (os.environ.get("CHROMIUM"), *BROWSERS)
    return next((path for name in candidates if name and (path := shutil.which(name))), None)


def _postgresql() -> str | None:
    """A server where databases may be made: the one that is named, or a local one that trusts us."""
    given = os.environ.get("TEST_DATABASE_URL")
    if given:
        return given if _may_create(given) else None
    users = dict.fromkeys((getpass.getuser(), "postgres"))
    urls = [
        f"postgresql://{quote(user)}@{host}/postgres" for host in ("127.0.0.1:5432", "") for user in users
    ]
    return next((url for url in urls if _may_create(url)), None)


def _may_create(url: str) -> bool:
    question = "SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user"
    try:
        with psycopg.connect(url, connect_timeout=2) as connection:
            row = connection.execute(question).fetchone()
    except psycopg.Error:
        return False
    return bool(row and row[0])


def _redis() -> str | None:
    url = os.environ.get("TEST_REDIS_URL", "redis://127.0.0.1:6379/9")
    try:
        with redis.Redis.from_url(url, socket_connect_timeout=2, socket_timeout=2) as client:
            client.ping()
    except redis.RedisError:
        return None
    return url


PARTS = find_parts()


def pytest_itemcollected(item: pytest.Item) -> None:
    if "tests/system/browser/" in item.nodeid:
        item.add_marker(pytest.mark.browser)
        item.add_marker(needs("chromium"))


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    other = [item for item in items if _belongs_elsewhere(item)]
    if other:
        config.hook.pytest_deselected(items=other)
    # Playwright leaves an event loop running in its thread: what follows it could not start its own.
    items[:] = sorted((item for item in items if item not in other), key=_drives_browser)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    for mark in item.iter_markers("needs"):
        if not PARTS[mark.args[0]]:
            pytest.skip(f"this machine has no {mark.args[0]}")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if report.skipped and not hasattr(report, "wasxfail"):
        _refuse(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    report = yield
    if report.skipped:
        _refuse(report)
    return report


def _refuse(report: pytest.TestReport | pytest.CollectReport) -> None:
    if os.environ.get("STRICT") == "1":
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
        report.outcome = "failed"
        report.longrepr = f"Left out, which STRICT=1 forbids. {reason}"


def _belongs_elsewhere(item: pytest.Item) -> bool:
    """To another database."""
    return any(mark.args[0] != connection.vendor for mark in item.iter_markers("vendor"))


def _drives_browser(item: pytest.Item) -> bool:
    return item.get_closest_marker("browser") is not None


if __name__ == "__main__":
    print(json.dumps(PARTS))

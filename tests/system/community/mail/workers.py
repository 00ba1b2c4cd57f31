"""Workers as processes of their own, beside a test, in its database."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

from django.db import connection

ROOT = Path(__file__).resolve().parents[4]


def start_worker(port: int, *, lease: int = 1) -> subprocess.Popen[bytes]:
    """`manage.py work`, sending to the mail server at `port`."""
    env = {
        **os.environ,
        "DATABASE_URL": database_url(),
        "EMAIL_URL": f"smtp://127.0.0.1:{port}",
        "MAIL_LEASE": str(lease),
    }
    command = [sys.executable, "manage.py", "work", "--pause", "0.05"]
    return subprocess.Popen(command, cwd=ROOT, env=env, stdin=subprocess.DEVNULL)


def database_url() -> str:
    """Where the database of the running test is."""
    of = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{quote(str(of['NAME']))}"
    login = quote(of["USER"] or "") + (f":{quote(of['PASSWORD'])}" if of["PASSWORD"] else "")
    host = of["HOST"] or ""
    server = quote(host, safe="") + (f":{of['PORT']}" if of["PORT"] else "")
    return f"postgres://{login}@{server}/{quote(of['NAME'])}"


def until(true: Callable[[], object], *, within: float = 30.0) -> None:
    end = time.monotonic() + within
    while not true():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.02)

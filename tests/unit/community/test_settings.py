"""What the settings make of their surroundings, each time in a process of its own."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[3]
TELL = """
import json, os
os.umask(0o022)
import django; django.setup()
from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import connection
connection.cursor().execute("CREATE TABLE a (b)")
connection.cursor().execute("INSERT INTO a VALUES (1)")
wire = get_connection(settings.MAIL_WIRE)
wire.send_messages([EmailMessage("Betreff", "Wort", "a@house.example", ["b@house.example"])])
modes = {str(p): p.stat().st_mode & 0o777 for p in [settings.VAR_DIR, *settings.VAR_DIR.rglob("*")]}
names = [settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME]
print(json.dumps({"modes": modes, "cookies": names, "secure": settings.SESSION_COOKIE_SECURE}))
"""


@pytest.fixture(scope="module", params=["http://dialog.example", "https://dialog.example"])
def told(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    var = tmp_path_factory.mktemp("house") / "var"
    names = {
        "VAR_DIR": str(var),
        "ALLOWED_ORIGINS": request.param,
        "DJANGO_SETTINGS_MODULE": "community.settings",
    }
    names |= {"DATABASE_URL": "", "EMAIL_URL": "", "REDIS_URL": "", "SECRET_KEY": ""}
    env = {key: value for key, value in os.environ.items() if key not in ("EMAIL_URL",)} | names
    env.pop("EMAIL_URL")
    done = subprocess.run([sys.executable, "-c", TELL], cwd=ROOT, env=env, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return {"origin": request.param, "var": var, **json.loads(done.stdout)}


def test_only_their_owner_reads_the_database_the_mails_and_the_key(told: dict[str, Any]) -> None:
    modes = {str(Path(name).relative_to(told["var"])): mode for name, mode in told["modes"].items()}
    database = {name: mode for name, mode in modes.items() if "sqlite3" in name}
    mails = {name: mode for name, mode in modes.items() if name.startswith("mail/")}
    assert {name.rpartition(".")[2] for name in database} == {"sqlite3", "sqlite3-wal", "sqlite3-shm"}
    assert len(mails) == 1
    assert {stat.filemode(mode) for mode in (*database.values(), *mails.values(), modes["secret_key"])} == {
        "?rw-------"
    }
    assert modes["."] == modes["mail"] == 0o700


def test_under_tls_cookies_belong_to_this_host_alone(told: dict[str, Any]) -> None:
    prefix = "__Host-" if told["origin"].startswith("https") else ""
    assert told["cookies"] == [f"{prefix}sessionid", f"{prefix}csrftoken"]
    assert told["secure"] is bool(prefix)

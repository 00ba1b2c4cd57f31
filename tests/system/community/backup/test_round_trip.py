"""Every row and file comes back as it was, also by way of the other database, and the house goes on from there."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as house
from django.core.management import call_command
from django.test import Client

from community.audit.models import Seal
from community.backup.tables import entry_name, kept_models
from community.people.models import Member
from forum.models import PostAttachment, Thread
from tests.db.community.backup.forging import contents, manifest, table
from tests.factories.forum import make_thread
from tests.factories.people import MemberFactory
from tests.template_database import sqlite_file

DATABASE = "house.sqlite3"
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("demo")]


@pytest.fixture
def demo(media: Path, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    settings.DEMO, settings.OFFICE_SECOND_FACTOR = True, False
    monkeypatch.setattr("community.management.commands.demo.LOADED", tmp_path / "demo.loaded")
    call_command("demo", again=True, verbosity=0)
    call_command("check_record", stdout=StringIO())
    yield


def test_the_demo_comes_back(tmp_path: Path, settings: Any) -> None:
    before, after = tmp_path / "vorher.zip", tmp_path / "nachher.zip"
    call_command("backup", before, verbosity=0)
    _leave(settings, tmp_path)
    call_command("restore", before, verbosity=0)
    call_command("backup", after, verbosity=0)
    _same(before, after)
    _goes_on(before)


@pytest.mark.vendor("postgresql")
@pytest.mark.slow("five commands, two of them restore a whole house")
def test_it_comes_back_by_way_of_sqlite(tmp_path: Path, settings: Any) -> None:
    before, between, after = (tmp_path / f"{name}.zip" for name in ("vorher", "dazwischen", "nachher"))
    call_command("backup", before, verbosity=0)
    other = tmp_path / "sqlite"
    other.mkdir()
    shutil.copyfile(sqlite_file(), other / DATABASE)
    for command in (["restore", before], ["check_record"], ["backup", between]):
        _manage_on_sqlite(other, *map(str, command))
    assert manifest(between)["database"] == "sqlite"
    _same(before, between)
    _leave(settings, tmp_path)
    call_command("restore", between, verbosity=0)
    call_command("backup", after, verbosity=0)
    _same(before, after)
    _goes_on(before)


def _leave(settings: Any, tmp_path: Path) -> None:
    """As on a new machine."""
    call_command("flush", interactive=False, verbosity=0)
    settings.MEDIA_ROOT = tmp_path / "neu"
    assert not Member.objects.exists()


def _manage_on_sqlite(var: Path, *command: str) -> None:
    place = {"VAR_DIR": str(var), "MEDIA_ROOT": str(var / "media")}
    env = os.environ | place | {"DATABASE_URL": f"sqlite:///{var / DATABASE}"}
    line = [sys.executable, str(house.BASE_DIR / "manage.py"), *command, "--verbosity", "0"]
    done = subprocess.run(line, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def _same(one: Path, other: Path) -> None:
    for model in kept_models():
        label = model._meta.label_lower
        assert table(one, label) == table(other, label), label
    files = [
        {n: part for n, part in contents(path).items() if n.startswith("media/")} for path in (one, other)
    ]
    assert files[0] == files[1] and len(files[0]) >= 2
    assert manifest(one)["last_keys"] == manifest(other)["last_keys"]
    filled = [name for name, facts in manifest(one)["entries"].items() if facts.get("rows")]
    assert entry_name(Seal) in filled and len(filled) > 40


def _goes_on(backup: Path) -> None:
    """The record verifies, files are handed out, the search finds, and new rows get new keys."""
    call_command("check_record", stdout=StringIO())
    upload = PostAttachment.objects.filter(post__thread__field__is_public=True).first().upload
    answer = Client().get(upload.get_absolute_url())
    assert answer.status_code == 200 and len(b"".join(answer)) == upload.size
    thread = Thread.objects.filter(field__is_public=True, is_closed=False).first()
    found = Client().get("/suche/", {"q": thread.title})
    assert thread.get_absolute_url() in found.content.decode()
    last = manifest(backup)["last_keys"]
    member = MemberFactory()
    assert member.pk == last["people.member"] + 1
    assert make_thread(member).pk == last["forum.thread"] + 1

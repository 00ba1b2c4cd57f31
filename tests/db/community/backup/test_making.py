"""A backup of a database: of one moment, for its owner alone."""

from __future__ import annotations

import threading
from pathlib import Path
from stat import S_IMODE
from typing import Any

import pytest
from django.db import connection

from community.backup import making
from community.backup.making import make_backup
from community.backup.tables import LEFT_OUT
from community.people.models import Member
from tests.db.community.backup.forging import contents, manifest, table
from tests.factories.people import MemberFactory


@pytest.mark.django_db
def test_only_its_owner_reads_it_and_it_explains_itself(backup_of_nothing: Path) -> None:
    assert S_IMODE(backup_of_nothing.stat().st_mode) == 0o600
    assert "JSON Lines" in contents(backup_of_nothing)["README.txt"].decode()
    said = manifest(backup_of_nothing)
    assert (said["format"], said["database"], said["left_out"]) == (1, connection.vendor, LEFT_OUT)
    assert ["people", "0001"] in [[app, name[:4]] for app, name in said["migrations"]]


@pytest.mark.django_db(transaction=True)
def test_it_is_of_one_moment_and_nobody_waits_for_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    MemberFactory(name="Vorher")
    lines = making.lines

    def join_meanwhile() -> None:
        MemberFactory(name="Mittendrin")
        connection.close()

    def lines_and_a_writer(model: type) -> Any:
        if model is Member:
            writer = threading.Thread(target=join_meanwhile)
            writer.start()
            writer.join(timeout=10)
            assert not writer.is_alive(), "the writer waits"
        return lines(model)

    monkeypatch.setattr(making, "lines", lines_and_a_writer)
    make_backup(tmp_path / "b.zip", replace=False, with_keys=False)
    assert [row["name"] for row in table(tmp_path / "b.zip", "people.member")] == ["Vorher"]
    assert set(Member.objects.values_list("name", flat=True)) == {"Vorher", "Mittendrin"}

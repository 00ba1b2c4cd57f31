from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from community.backup.making import make_backup


@pytest.fixture(scope="module")
def backup_of_nothing(tmp_path_factory: Any, django_db_setup: None, django_db_blocker: Any) -> Iterator[Path]:
    """Of the empty database and the empty folder, made outside of every test's transaction."""
    path = tmp_path_factory.mktemp("backup") / "nichts.zip"
    with django_db_blocker.unblock():
        make_backup(path, replace=False, with_keys=False)
        connection.close()
    yield path


@pytest.fixture
def media(tmp_path: Path, settings: Any) -> Path:
    """An empty folder for uploads, which is not there yet."""
    settings.MEDIA_ROOT = tmp_path / "media"
    return tmp_path / "media"

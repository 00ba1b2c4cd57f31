"""The whole house in one file: every row, every uploaded file, the settings that matter."""

from __future__ import annotations

import json
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone

from community.backup.archive import Making, kept_when_complete
from community.backup.errors import Refused
from community.backup.keys import last_keys
from community.backup.media import copy_files
from community.backup.snapshot import snapshot
from community.backup.surroundings import keys_in_use, settings_said
from community.backup.tables import LEFT_OUT, entry_name, kept_models, lines

README = Path(__file__).with_name("README.txt")


@dataclass(frozen=True)
class Made:
    tables: int
    rows: int
    files: int
    size: int


def make_backup(path: Path, *, replace: bool, with_keys: bool) -> Made:
    """Write the backup while the house goes on. Raises `Refused` before anything is written."""
    if path.exists() and not replace:
        raise Refused(
            f"{path} gibt es schon. Mit --replace wird die Datei ersetzt, wenn die neue vollständig ist."
        )
    if not path.parent.is_dir():
        raise Refused(f"Den Ordner {path.parent} gibt es nicht.")
    if path.resolve().is_relative_to(Path(settings.MEDIA_ROOT).resolve()):
        raise Refused(
            f"{path} läge zwischen den Dateien, die gesichert werden. Nennen Sie einen anderen Ordner."
        )
    with kept_when_complete(path) as out, ZipFile(out, "w") as zip_:
        making = Making(zip_)
        making.put("README.txt", README.read_text(encoding="utf-8"))
        said = _copy_rows(making)
        files = copy_files(making)
        making.put("settings.json", json.dumps(settings_said(), ensure_ascii=False, indent=1))
        for name, key in keys_in_use().items() if with_keys else ():
            making.put(name, key)
        making.close(said)
    rows = [facts["rows"] for facts in making.facts.values() if "rows" in facts]
    return Made(tables=len(rows), rows=sum(rows), files=files, size=path.stat().st_size)


def applied_migrations() -> list[list[str]]:
    """As app and name, sorted. Those that one of today replaces do not count: they are remembered where they ran."""
    loader = MigrationLoader(connection)
    return sorted([app, name] for app, name in loader.applied_migrations if (app, name) in loader.graph.nodes)


def version() -> str:
    """Of the application, as the `pyproject.toml` beside it says."""
    with (settings.BASE_DIR / "pyproject.toml").open("rb") as file:
        return str(tomllib.load(file)["project"]["version"])


def _copy_rows(making: Making) -> dict[str, Any]:
    """All tables as they were at one moment; returns what the manifest says about that moment."""
    tables = kept_models()
    with snapshot():
        said = {
            "made_at": timezone.now().isoformat(timespec="seconds"),
            "version": version(),
            "database": connection.vendor,
            "migrations": applied_migrations(),
            "left_out": LEFT_OUT,
            "last_keys": last_keys(tables),
        }
        for model in tables:
            name, rows = entry_name(model), 0
            with making.entry(name) as entry:
                for line in lines(model):
                    entry.write(line)
                    rows += 1
            making.facts[name]["rows"] = rows
    return said

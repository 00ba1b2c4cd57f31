"""The way back: everything is checked before anything is written, and what fails leaves nothing behind."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection, models, transaction

from community.backup.archive import Archive, opened
from community.backup.errors import Refused
from community.backup.keys import raise_last_keys
from community.backup.making import applied_migrations
from community.backup.media import put_files, stored_files
from community.backup.surroundings import KEYS, put_keys
from community.backup.tables import entry_name, kept_models, row
from community.bulk import insert_rows
from community.people.models import Member

BATCH = 1_000


@dataclass(frozen=True)
class Restored:
    """`left_to_do` are sentences for the operator."""

    rows: int
    files: int
    has_keys: bool
    left_to_do: list[str]


def restore_backup(path: Path) -> Restored:
    """Fill this empty installation. Raises `Refused`; then nothing has changed."""
    with opened(path) as archive:
        archive.check()
        _check_migrations(archive)
        _check_tables(archive)
        _check_emptiness()
        keys = {name: archive.text(name) for name in KEYS if name in archive.facts}
        with ExitStack() as undo:
            with _refusing(), transaction.atomic():
                rows = _fill(archive)
                files = put_files(archive, undo)
                left = put_keys(keys, undo)
            undo.pop_all()
    return Restored(rows=rows, files=files, has_keys=bool(keys), left_to_do=left)


def _check_migrations(archive: Archive) -> None:
    here = {tuple(step) for step in applied_migrations()}
    there = {tuple(step) for step in archive.manifest.get("migrations", ())}
    if here == there:
        return
    raise Refused(
        "Die Tabellen hier haben einen anderen Stand als die Sicherung. "
        f"{_named('Nur in der Sicherung', there - here)}{_named('Nur hier', here - there)}{_right_version(archive)}"
    )


def _check_tables(archive: Archive) -> None:
    here, there = {entry_name(model) for model in kept_models()}, set(archive.names("tables"))
    if here != there:
        differing = ", ".join(sorted(here ^ there)[:5])
        raise Refused(
            f"Die Sicherung hat andere Tabellen als diese Fassung: {differing}. {_right_version(archive)}"
        )


def _check_emptiness() -> None:
    if Member.objects.exists():
        raise Refused(
            "In dieser Datenbank gibt es schon Mitglieder. Zurückgespielt wird nur in eine neue Datenbank: Legen Sie "
            "eine an, nennen Sie sie in DATABASE_URL und rufen Sie `manage.py migrate` auf."
        )
    if next(stored_files(), None):
        raise Refused(
            f"Im Ordner {settings.MEDIA_ROOT} liegen schon Dateien. Zurückgespielt wird nur in einen leeren: Räumen "
            "Sie ihn weg oder nennen Sie in MEDIA_ROOT einen anderen."
        )


def _fill(archive: Archive) -> int:
    """Rows of `migrate` and `furnish` make room for those of the backup; returns how many those are."""
    tables = kept_models()
    with connection.cursor() as cursor:
        names = [connection.ops.quote_name(model._meta.db_table) for model in tables]
        if connection.vendor == "postgresql":
            cursor.execute(f"LOCK TABLE {', '.join(names)} IN EXCLUSIVE MODE")
        _check_emptiness()
        # References are checked at the end of the transaction; no order would suit those that go in circles.
        for name in names:
            cursor.execute(f"DELETE FROM {name}")
    for model in tables:
        for rows in _batches(archive, model):
            insert_rows(rows)
    connection.check_constraints()
    raise_last_keys(tables, archive.manifest["last_keys"])
    return sum(_counted(archive, model) for model in tables)


def _batches(archive: Archive, model: type[models.Model]) -> Iterator[list[models.Model]]:
    with archive.open(entry_name(model)) as lines:
        try:
            while batch := [row(model, line) for line in islice(lines, BATCH)]:
                yield batch
        except (ValueError, KeyError, TypeError) as strange:
            raise Refused(
                f"Eine Zeile von {entry_name(model)} ist nicht zu verstehen: {strange!r}."
            ) from strange


def _counted(archive: Archive, model: type[models.Model]) -> int:
    count, said = model._base_manager.count(), archive.facts[entry_name(model)].get("rows")
    if count != said:
        raise Refused(
            f"{entry_name(model)} hat {said} Zeilen, angekommen sind {count}. Läuft die Anwendung noch?"
        )
    return count


@contextmanager
def _refusing() -> Iterator[None]:
    """What the database or the disk says no to is refused in words."""
    try:
        yield
    except (DatabaseError, OSError) as error:
        raise Refused(f"Abgebrochen, nichts wurde verändert: {error}") from error


def _named(where: str, steps: set[tuple[str, ...]]) -> str:
    named = ", ".join(".".join(step) for step in sorted(steps)[:10])
    more = f" und {len(steps) - 10} weitere" if len(steps) > 10 else ""
    return f"{where}: {named}{more}. " if steps else ""


def _right_version(archive: Archive) -> str:
    return (
        f"Installieren Sie die Fassung {archive.manifest.get('version')}, aus der die Sicherung ist, rufen Sie dort "
        "`manage.py migrate` auf und spielen Sie zurück; aktualisieren Sie erst danach."
    )

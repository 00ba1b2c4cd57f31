"""The uploaded files: all below `MEDIA_ROOT`, whatever their folders are called."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from shutil import copyfileobj

from django.conf import settings

from community.backup.archive import PORTION, Archive, Making, sync_folder

PREFIX = "media/"


def stored_files() -> Iterator[Path]:
    """In the order of their names. Empty folders do not count."""
    for folder, folders, names in os.walk(settings.MEDIA_ROOT):
        folders.sort()
        yield from (Path(folder) / name for name in sorted(names) if (Path(folder) / name).is_file())


def copy_files(making: Making) -> int:
    """Returns how many. A file that somebody removes meanwhile is gone here too."""
    count = 0
    for path in stored_files():
        try:
            file = path.open("rb")
        except FileNotFoundError:
            continue
        name = PREFIX + path.relative_to(settings.MEDIA_ROOT).as_posix()
        with file, making.entry(name) as entry:
            while part := file.read(PORTION):
                entry.write(part)
        count += 1
    return count


def put_files(archive: Archive, undo: ExitStack) -> int:
    """Everything is on the disk when this returns; `undo` takes it away again."""
    names = archive.names("media")
    touched = set[Path]()
    for name in names:
        path = Path(settings.MEDIA_ROOT) / name.removeprefix(PREFIX)
        touched |= _make_folders(path.parent, undo)
        with path.open("xb") as out, archive.open(name) as file:
            undo.callback(path.unlink, missing_ok=True)
            copyfileobj(file, out, PORTION)
            out.flush()
            os.fsync(out.fileno())
        if settings.FILE_UPLOAD_PERMISSIONS is not None:
            path.chmod(settings.FILE_UPLOAD_PERMISSIONS)
    for folder in sorted(touched):
        sync_folder(folder)
    return len(names)


def _make_folders(folder: Path, undo: ExitStack) -> set[Path]:
    """Returns the folder and those above it in which something new stands."""
    missing = [path for path in (folder, *folder.parents) if not path.exists()]
    for path in reversed(missing):
        path.mkdir()
        undo.callback(path.rmdir)
    return {folder, *(path.parent for path in missing)}

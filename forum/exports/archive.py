"""A thread as an archive: to read as a page and as text, its files beside it, and a list to check them against."""

from __future__ import annotations

import hashlib
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import IO

from django.template.loader import render_to_string

from community.uploads.models import Upload
from community.web.exporting import file_on_disk
from forum.exports.dossier import Dossier
from forum.exports.markdown import as_markdown

LOOKS = Path(__file__).with_name("looks.css")
PORTION = 256 * 1024
MOST_BYTES = 300 * 1024 * 1024
# `sha256sum -c` reads this list.
SUMS = "SHA256SUMS.txt"


def as_archive(dossier: Dossier) -> IO[bytes]:
    """An open file on the disk, at its beginning; whoever reads it closes it. The files weigh at most `MOST_BYTES`."""
    file = file_on_disk()
    sums: list[str] = []
    with zipfile.ZipFile(file, "w") as archive:

        def add(name: str, content: bytes) -> None:
            archive.writestr(name, content, compress_type=zipfile.ZIP_DEFLATED)
            sums.append(f"{hashlib.sha256(content).hexdigest()}  {name}\n")

        add("thema.html", render_to_string("forum/exports/export.html", {"dossier": dossier}).encode())
        add("thema.md", as_markdown(dossier, with_files=True).encode())
        add(LOOKS.name, LOOKS.read_bytes())
        for entry in dossier.entries:
            for path, upload in entry.files:
                if digest := _copy(upload, archive, path):
                    sums.append(f"{digest}  {path}\n")
        archive.writestr(SUMS, "".join(sums).encode())
    file.seek(0)
    return file


def _copy(upload: Upload, archive: zipfile.ZipFile, path: str) -> str:
    """The check sum of what was copied; empty where the file is missing, which must not cost the rest."""
    try:
        source = upload.file.open()
    except FileNotFoundError:
        return ""
    with source, archive.open(path, "w") as entry:
        summed = _Summed(entry.write)
        shutil.copyfileobj(source, summed, PORTION)
    return summed.digest.hexdigest()


class _Summed:
    """Something to write to that knows the check sum of all that went through."""

    def __init__(self, out: Callable[[bytes], object]) -> None:
        self._out, self.digest = out, hashlib.sha256()

    def write(self, part: bytes) -> None:
        self.digest.update(part)
        self._out(part)

"""A thread as an archive: to read as a page and as text, its files beside it, and a list to check them against."""

from __future__ import annotations

import hashlib
import tempfile
import zipfile
from pathlib import Path
from typing import IO

from django.template.loader import render_to_string

from forum.exports.dossier import Dossier
from forum.exports.markdown import as_markdown
from forum.exports.pdf import content_of

LOOKS = Path(__file__).with_name("looks.css")
IN_MEMORY = 8 * 1024 * 1024
MOST_BYTES = 300 * 1024 * 1024
# `sha256sum -c` reads this list.
SUMS = "SHA256SUMS.txt"


def as_archive(dossier: Dossier) -> IO[bytes]:
    """An open file, at its beginning; whoever reads it closes it. The files weigh at most `MOST_BYTES`."""
    file: IO[bytes] = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 -- streamed after we return
    sums: list[str] = []
    with zipfile.ZipFile(file, "w") as archive:

        def add(name: str, content: bytes, how: int = zipfile.ZIP_DEFLATED) -> None:
            archive.writestr(name, content, compress_type=how)
            sums.append(f"{hashlib.sha256(content).hexdigest()}  {name}\n")

        add("thema.html", render_to_string("forum/exports/export.html", {"dossier": dossier}).encode())
        add("thema.md", as_markdown(dossier, with_files=True).encode())
        add(LOOKS.name, LOOKS.read_bytes())
        for entry in dossier.entries:
            for path, upload in entry.files:
                if content := content_of(upload):
                    add(path, content, zipfile.ZIP_STORED)
        archive.writestr(SUMS, "".join(sums).encode())
    file.seek(0)
    return file

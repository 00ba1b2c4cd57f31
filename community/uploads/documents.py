"""Documents are kept as they came, so they must be whole, be one thing only, and not unfold into something huge."""

from __future__ import annotations

import re
import zipfile
import zlib
from io import BytesIO

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from community.uploads.errors import file_refused
from community.uploads.file_types import Kind

MOST_ENTRIES = 5_000
MOST_UNFOLDED = 200 * 1024 * 1024
BIG_ENTRY, MOST_RATIO = 1024 * 1024, 200
TYPES_ROOM = 512 * 1024
PDF_END = re.compile(rb"%%EOF[\s\0]*\Z")
CONTROLS = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f]")


def open_document(content: bytes, kind: Kind) -> None:
    """Return if the document is whole and plainly of this kind; raise `ValidationError` otherwise."""
    {"pdf": _open_pdf, "ooxml": _open_zip, "odf": _open_zip, "text": _open_text}[kind.form](content, kind)


def _open_pdf(content: bytes, kind: Kind) -> None:
    """Begins and ends as a PDF does: nothing in front of it, and no archive hung on behind."""
    if not content.startswith(b"%PDF-") or not PDF_END.search(content[-2048:]):
        raise _broken()
    if b"PK\x05\x06" in content[-66_000:] and zipfile.is_zipfile(BytesIO(content)):
        raise _disguised()


def _open_text(content: bytes, kind: Kind) -> None:
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        break
    else:
        raise _disguised()
    if CONTROLS.search(text) or text.lstrip()[:9].lower().startswith(("%pdf", "<", "{\\rtf", "#!")):
        raise _disguised()


def _open_zip(content: bytes, kind: Kind) -> None:
    """Office files are archives: bounded before anything is unfolded, then unfolded once to see that all is whole."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            _bound(archive, len(content))
            says = _contents(archive) if kind.form == "ooxml" else _mimetype(archive)
            if says != kind.media_type:
                raise _disguised()
            if archive.testzip() is not None:
                raise _broken()
    # Among them errors of the decompressor and of methods the archive claims and nobody knows.
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        OSError,
        ValueError,
        RuntimeError,
        NotImplementedError,
    ) as bad:
        raise _broken() from bad


def _bound(archive: zipfile.ZipFile, size: int) -> None:
    entries = archive.infolist()
    unfolded = sum(entry.file_size for entry in entries)
    steep = any(
        entry.file_size > BIG_ENTRY and entry.file_size > MOST_RATIO * max(entry.compress_size, 1)
        for entry in entries
    )
    overlapping = sum(entry.compress_size for entry in entries) > size
    if len(entries) > MOST_ENTRIES or unfolded > MOST_UNFOLDED or steep or overlapping:
        raise file_refused("bomb", _("„%(name)s“ entpackt sich zu einer viel zu großen Datei."))
    if any(_escapes(entry.filename) or entry.flag_bits & 0x1 for entry in entries):
        raise _disguised()


def _escapes(path: str) -> bool:
    return path.startswith(("/", "\\")) or ".." in re.split(r"[/\\]", path) or ":" in path.partition("/")[0]


def _contents(archive: zipfile.ZipFile) -> str:
    """The media type an Office file states for its main part, without macros; empty where there is none."""
    names = set(archive.namelist())
    if "[Content_Types].xml" not in names or any(name.endswith("vbaProject.bin") for name in names):
        return ""
    with archive.open("[Content_Types].xml") as types:
        stated = types.read(TYPES_ROOM).decode("utf-8", "replace")
    found = re.search(r'ContentType="([a-z./-]+officedocument\.[a-z]+\.[a-z]+)\.main\+xml"', stated)
    return found.group(1) if found else ""


def _mimetype(archive: zipfile.ZipFile) -> str:
    """The media type an OpenDocument file states in its first entry."""
    entries = archive.infolist()
    if not entries or entries[0].filename != "mimetype" or entries[0].file_size > 200:
        return ""
    return archive.read(entries[0]).decode("ascii", "replace").strip()


def _broken() -> ValidationError:
    return file_refused("broken", _("„%(name)s“ lässt sich nicht öffnen. Ist die Datei vollständig?"))


def _disguised() -> ValidationError:
    return file_refused("magic", _("„%(name)s“ ist nicht das, was die Endung sagt."))

"""Files for tests, made on the spot.

upload = make_upload(anna, png(), "skizze.png")
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterable
from io import BytesIO
from typing import Any
from uuid import uuid4

from PIL import Image

from community.people.models import Member
from community.uploads import actions
from community.uploads.models import Upload

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
TYPES = '<Types><Override PartName="/main.xml" ContentType="{}.main+xml"/></Types>'


def picture(form: str = "PNG", size: tuple[int, int] = (40, 30), **how: Any) -> bytes:
    """An image of one colour."""
    out = BytesIO()
    Image.new("RGB", size, "#2a6f97").save(out, form, **how)
    return out.getvalue()


def pdf(inside: bytes = b"1 0 obj<</Type/Catalog>>endobj\n", end: bytes = b"%%EOF\n") -> bytes:
    return b"%PDF-1.4\n" + inside + b"trailer<</Root 1 0 R>>\n" + end


def archive(entries: Iterable[tuple[str, str | bytes]]) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in entries:
            file.writestr(name, content)
    return out.getvalue()


def office(media_type: str = DOCX, *more: tuple[str, str | bytes]) -> bytes:
    """A file as Word, Excel and PowerPoint write them, as far as the gate looks."""
    return archive([("[Content_Types].xml", TYPES.format(media_type)), ("main.xml", "<w/>"), *more])


def open_document(media_type: str = "application/vnd.oasis.opendocument.text") -> bytes:
    return archive([("mimetype", media_type), ("content.xml", "<office/>")])


def make_upload(owner: Member, content: bytes | None = None, name: str = "skizze.png") -> Upload:
    """A file handed in by `owner` that belongs to nothing yet."""
    return actions.accept_upload(owner, picture() if content is None else content, name=name, key=uuid4())

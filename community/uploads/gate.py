"""The gate for files: `inspect` says what a file is and how it is kept, or refuses it in a sentence.

A file is asked three times: by its ending, by its first bytes, and by opening it. All three must agree.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

import puremagic
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from community.uploads.documents import open_document
from community.uploads.errors import about, file_refused
from community.uploads.file_types import KINDS, Kind
from community.uploads.images import MEDIA_TYPE, shrink

NAME_ROOM = 110
# What a zip's first bytes are taken for; what lies inside is told apart by opening it.
ZIPPED = "application/vnd.openxmlformats-officedocument."
MARKUP = {"text/html", "image/svg+xml", "application/xhtml+xml", "application/xml", "text/xml"}


@dataclass(frozen=True)
class Kept:
    """How a file is kept: images anew as WebP with their measures, documents as they came."""

    name: str
    media_type: str
    content: bytes
    width: int | None = None
    height: int | None = None

    @property
    def is_image(self) -> bool:
        return self.width is not None


def inspect(content: bytes, name: str) -> Kept:
    """The file as it is to be kept. Raises `ValidationError` for everything that is not plainly what its name says."""
    stem, ending = clean_name(name)
    if ending not in KINDS:
        raise file_refused("kind", _("„%(name)s“: Diese Art von Datei nehmen wir nicht an."), name=name)
    kind = KINDS[ending]
    _weigh(content, name, kind)
    if not _starts_like(content, kind):
        raise file_refused("magic", _("„%(name)s“ ist nicht das, was die Endung sagt."), name=name)
    try:
        if kind.form == "image":
            picture = shrink(content, kind.media_type)
            return Kept(f"{stem}.webp", MEDIA_TYPE, picture.content, picture.width, picture.height)
        open_document(content, kind)
    except ValidationError as refused:
        raise about(refused, name) from refused
    return Kept(f"{stem}.{ending}", kind.media_type, content)


def clean_name(name: str) -> tuple[str, str]:
    """Stem and ending without folders, without characters that steer, and without what file systems stumble over."""
    name = unicodedata.normalize("NFC", re.split(r"[/\\]", name)[-1])
    name = "".join(char if unicodedata.category(char)[0] not in "CZ" else " " for char in name)
    name = re.sub(r'[<>:"|?*#%&;=\s]+', " ", name).strip(" .")
    stem, dot, ending = name.rpartition(".")
    if not dot:
        return name[:NAME_ROOM], ""
    return stem.strip(" .")[:NAME_ROOM].strip(" ."), ending.strip().lower()


def _weigh(content: bytes, name: str, kind: Kind) -> None:
    if not content:
        raise file_refused("empty", _("„%(name)s“ ist leer."), name=name)
    if len(content) > kind.limit:
        limit = kind.limit // (1024 * 1024)
        raise file_refused("too_long", _("„%(name)s“ ist größer als %(limit)s MB."), name=name, limit=limit)


def _starts_like(content: bytes, kind: Kind) -> bool:
    """Whether the first bytes belong to such a file. Text has none of its own, so it must not look like markup."""
    try:
        found = {match.mime_type for match in puremagic.magic_string(content)}
    except (puremagic.PureError, ValueError):
        found = set()
    if kind.form == "text":
        return not found & MARKUP
    if kind.form in ("ooxml", "odf"):
        return content.startswith(b"PK\x03\x04") and any(name.startswith(ZIPPED) for name in found)
    return kind.media_type in found

"""What may be handed in: endings, how the file says the same in its first bytes, and what people call it."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _

MEGABYTE = 1024 * 1024
IMAGE_LIMIT = 12 * MEGABYTE
DOCUMENT_LIMIT = 20 * MEGABYTE
FILES_LIMIT = 5

OOXML = "application/vnd.openxmlformats-officedocument."
ODF = "application/vnd.oasis.opendocument."
SHEET, SLIDES, WORDS = _("Tabelle"), _("Präsentation"), _("Textdokument")


class Kind(NamedTuple):
    """`form` is image, pdf, ooxml, odf or text: which decoder has to open it."""

    form: str
    media_type: str
    words: Any

    @property
    def limit(self) -> int:
        """The most bytes such a file may have."""
        return IMAGE_LIMIT if self.form == "image" else DOCUMENT_LIMIT


KINDS = {
    "jpg": Kind("image", "image/jpeg", _("Bild")),
    "jpeg": Kind("image", "image/jpeg", _("Bild")),
    "png": Kind("image", "image/png", _("Bild")),
    "webp": Kind("image", "image/webp", _("Bild")),
    "gif": Kind("image", "image/gif", _("Bild")),
    "pdf": Kind("pdf", "application/pdf", _("PDF")),
    "docx": Kind("ooxml", f"{OOXML}wordprocessingml.document", WORDS),
    "xlsx": Kind("ooxml", f"{OOXML}spreadsheetml.sheet", SHEET),
    "pptx": Kind("ooxml", f"{OOXML}presentationml.presentation", SLIDES),
    "odt": Kind("odf", f"{ODF}text", WORDS),
    "ods": Kind("odf", f"{ODF}spreadsheet", SHEET),
    "odp": Kind("odf", f"{ODF}presentation", SLIDES),
    "csv": Kind("text", "text/csv", SHEET),
    "txt": Kind("text", "text/plain", _("Text")),
}
ACCEPT = ",".join(f".{ending}" for ending in KINDS)

"""The gate: whatever a person typed or pasted passes here once, before anything is stored."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

POST_LIMIT = 20_000
MESSAGE_LIMIT = 4_000
TITLE_LIMIT = 200

# DIN 91379 needs three marks on a letter at most, Hebrew and Tibetan a few more; above that it is a tower.
MARKS_PER_LETTER = 6

# Word writes VT for a soft line break and FF for a page; the last three are newlines of other systems.
_NEWLINE = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f]")
_FORBIDDEN_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# Nobody sees them, all of them deceive: zero width space and word joiner, bidi embeddings, overrides and
# isolates, invisible operators, annotation marks, tags, variation selectors beyond emoji, non-characters. ZWJ
# and ZWNJ stay (emoji, Persian), so do LRM, RLM and the soft hyphen.
_NON_CHARACTERS = "".join(
    chr(plane + last) for plane in range(0, 0x110000, 0x10000) for last in (0xFFFE, 0xFFFF)
)
_DECEIVING = re.compile(
    "[\u180e\u200b\u202a-\u202e\u2060-\u206f\ufdd0-\ufdef\ufeff\ufff9-\ufffc\U000e0000-\U000e01ef"
    f"{_NON_CHARACTERS}]"
)
# In one line there is nothing to hyphenate and no direction to change.
_DECEIVING_IN_LINE = re.compile("[\u00ad\u061c\u200e\u200f]")
_MAYBE_TOWER = re.compile(f"[\u0300-\U0010ffff]{{{MARKS_PER_LETTER + 1}}}")
# Letters and symbols by category that draw nothing: Hangul fillers and the blank of Braille.
_BLANK_SIGNS = frozenset("\u115f\u1160\u2800\u3164\uffa0")


class _Passed(str):
    """A text that has been through the gate: the form that took it in and the action that stores it ask for the same.

    Whatever is done to it gives a plain `str`, which has to pass again.
    """

    __slots__ = ()


class Source(_Passed):
    """What `clean_source` returns."""

    __slots__ = ()


class Line(_Passed):
    """What `clean_line` returns."""

    __slots__ = ()


def clean_source(source: str, *, limit: int = POST_LIMIT, field: str = "") -> Source:
    """The text as it is stored: NFC, newlines as \\n, no trailing blanks, nothing that deceives the eye.

    Doing it twice changes nothing. Raises `ValidationError`, of `field` where one is named, for control characters
    (``control``), lone surrogates (``surrogate``), a text in which nothing can be seen (``empty``) and one longer than
    `limit` characters (``too_long``).
    """
    if isinstance(source, Source) and len(source) <= limit:
        return source
    with _named(field):
        text = scrub(source, limit=limit)
        if not _is_visible(text):
            raise ValidationError(_("Bitte schreiben Sie etwas. Der Text ist noch leer."), code="empty")
    return Source(text)


def clean_line(source: str, *, limit: int = TITLE_LIMIT, field: str = "") -> Line:
    """Like clean_source for a title or a name: one line, every run of white space a single space."""
    if isinstance(source, Line) and len(source) <= limit:
        return source
    with _named(field):
        text = " ".join(_DECEIVING_IN_LINE.sub("", _normalise(source, limit=limit)).split())
        _refuse_long(text, limit=limit)
        if not _is_visible(text):
            raise ValidationError(_("Bitte füllen Sie diese Zeile aus. Sie ist noch leer."), code="empty")
    return Line(text)


def is_text(value: str) -> bool:
    """Whether it is free of what this gate refuses in any text: control characters and lone surrogates."""
    return not _SURROGATE.search(value) and not _CONTROL.search(_NEWLINE.sub("\n", value))


def for_xml(text: str) -> str:
    """The text without the characters that no XML 1.0 document may have, written out or not (its production `Char`)."""
    return _FORBIDDEN_IN_XML.sub("", text)


@contextmanager
def _named(field: str) -> Iterator[None]:
    """Refusals inside are about this field."""
    try:
        yield
    except ValidationError as refusal:
        if not field:
            raise
        raise ValidationError({field: refusal}) from refusal


def scrub(source: str, *, limit: int) -> str:
    """clean_source without the demand that there is something to see."""
    lines = _normalise(source, limit=limit).split("\n")
    text = "\n".join(line.rstrip() for line in lines).strip("\n")
    _refuse_long(text, limit=limit)
    return text


def _normalise(source: str, *, limit: int) -> str:
    if len(source) > 4 * limit:
        # No need to work through a megabyte first to know that it is too long.
        _refuse_long(source, limit=limit)
    if _SURROGATE.search(source):
        message = _("Der Text enthält ein halbes Zeichen. Bitte fügen Sie ihn noch einmal ein.")
        raise ValidationError(message, code="surrogate")
    text = _NEWLINE.sub("\n", source)
    if _CONTROL.search(text):
        message = _("Der Text enthält unsichtbare Steuerzeichen. Bitte fügen Sie ihn als reinen Text ein.")
        raise ValidationError(message, code="control")
    # Towers first: composing is quadratic in the number of marks on one letter.
    return unicodedata.normalize("NFC", _lower_towers(_DECEIVING.sub("", text)))


def _lower_towers(text: str) -> str:
    if not _MAYBE_TOWER.search(text):
        return text
    kept: list[str] = []
    marks = 0
    for char in text:
        category = unicodedata.category(char)
        if category in ("Mn", "Me"):
            marks += 1
        elif category != "Cf":
            marks = 0
        if marks <= MARKS_PER_LETTER:
            kept.append(char)
    return "".join(kept)


def _refuse_long(text: str, *, limit: int) -> None:
    excess = len(text) - limit
    if excess > 0:
        message = ngettext_lazy(
            "Der Text ist um ein Zeichen zu lang. Bitte kürzen Sie ihn.",
            "Der Text ist um %(excess)d Zeichen zu lang. Bitte kürzen Sie ihn.",
            "excess",
        )
        raise ValidationError(message % {"excess": excess}, code="too_long")


def _is_visible(text: str) -> bool:
    return any(unicodedata.category(char)[0] in "LNPS" and char not in _BLANK_SIGNS for char in text)

"""The words of a document, for the search. Run as a program of its own, bounded in time, memory and length:

    python -m community.uploads.extraction pdf < file

What a hostile file does to its reader stays there. It uses neither settings nor database.
"""

from __future__ import annotations

import contextlib
import re
import sys
import zipfile
from collections.abc import Callable, Iterator
from io import BytesIO
from itertools import islice
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import iterparse
from pypdf import PdfReader

from community.programs.bounds import bound

LONGEST = 60_000  # characters
MOST_PAGES = 400
MOST_PARTS = 500
PART_ROOM = 40 * 1024 * 1024
# What does not fit is not found by its words.
MEMORY = 320 * 1024 * 1024
SECONDS = 15

# Where the words stand in each kind of archive, and in which elements.
PARTS = {
    "docx": re.compile(r"word/(?:document|footnotes|endnotes|comments|header\d*|footer\d*)\.xml"),
    "xlsx": re.compile(r"xl/(?:sharedStrings|worksheets/sheet\d+)\.xml"),
    "pptx": re.compile(r"ppt/(?:slides/slide|notesSlides/notesSlide)\d+\.xml"),
    "odt": re.compile(r"content\.xml"),
}
PARTS["ods"] = PARTS["odp"] = PARTS["odt"]
PARAGRAPHS = {"p", "h", "si", "is"}


def main() -> int:
    ending = sys.argv[1]
    bound(memory=MEMORY, seconds=SECONDS)
    sys.stdout.buffer.write(words_of(sys.stdin.buffer.read(), ending).encode())
    return 0


def words_of(content: bytes, ending: str) -> str:
    """At most `LONGEST` characters of what the document says; less where it is damaged."""
    found: list[str] = []
    room = LONGEST
    with contextlib.suppress(*_TROUBLE):
        for piece in _reader(ending)(content):
            found.append(piece[:room])
            room -= len(found[-1])
            if room <= 0:
                break
    return " ".join("".join(found).split())


# Whatever goes wrong inside a file, its first words may have been read: they are kept.
_TROUBLE = (Exception, RecursionError)


def _reader(ending: str) -> Callable[[bytes], Iterator[str]]:
    if ending == "pdf":
        return _of_pdf
    if ending in PARTS:
        return lambda content: _of_archive(content, PARTS[ending])
    return _of_text


def _of_pdf(content: bytes) -> Iterator[str]:
    for page in islice(PdfReader(BytesIO(content)).pages, MOST_PAGES):
        yield page.extract_text() + "\n"


def _of_archive(content: bytes, parts: re.Pattern[str]) -> Iterator[str]:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        names = sorted(filter(parts.fullmatch, archive.namelist()), key=lambda name: (len(name), name))
        for name in names[:MOST_PARTS]:
            with archive.open(name) as part, contextlib.suppress(ParseError, DefusedXmlException):
                yield from _of_xml(BytesIO(part.read(PART_ROOM)))


def _of_xml(part: BytesIO) -> Iterator[str]:
    """Paragraphs and cells with words, in the order of the document."""
    for _event, element in iterparse(part, forbid_dtd=True):
        name = element.tag.rpartition("}")[2]
        if name in PARAGRAPHS:
            yield "".join(element.itertext()) + "\n"
        if name in PARAGRAPHS or name == "row":
            element.clear()


def _of_text(content: bytes) -> Iterator[str]:
    try:
        yield content.decode("utf-8-sig")
    except UnicodeDecodeError:
        yield content.decode("cp1252", "replace")


if __name__ == "__main__":
    sys.exit(main())

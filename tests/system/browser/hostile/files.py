"""What people take home: feeds, threads for the file, transcripts, tables, dates; and what could act in them."""

from __future__ import annotations

import csv
import re
import zipfile
from collections.abc import Callable, Iterator
from io import BytesIO, StringIO
from xml.etree import ElementTree

from django.urls import reverse
from playwright.sync_api import Page
from pypdf import PdfReader

from tests.contracts.cast import Cast
from tests.contracts.things import rows
from tests.system.browser.hostile.looking import acts_when_shown

# Tried by the tour of files, not by the one of pages.
NAMES = (
    "download_record",
    "download_report",
    "export_bookmarks",
    "export_date",
    "feed_field",
    "feed_search",
    "feed_tag",
    "feed_threads",
    "private_feed_field",
    "private_feed_search",
    "private_feed_tag",
    "private_feed_threads",
)
HARMLESS = re.compile(r"(?:https?://|mailto:|tel:|/|urn:uuid:)")
FORMULA = re.compile(r"[=+@\t\r-]")
Judge = Callable[[Page, bytes], list[str]]


def files(cast: Cast) -> Iterator[tuple[str, str, bytes]]:
    """Address, kind and content of each."""
    for row in rows():
        if row.name in NAMES and row.method == "GET" and not row.closed and row.expected["head"] == "ok":
            yield _fetched(cast, "author" if row.name == "export_bookmarks" else "head", row.address(cast))
    thread = reverse("export_thread", args=[cast.public.question.pk])
    for form in ("pdf", "md", "zip"):
        yield _fetched(cast, "head", thread, als=form)
    transcript = reverse("export_transcript", args=[cast.rooms.table.pk])
    for form in ("pdf", "text"):
        yield _fetched(cast, "lead", f"{transcript}?von=&bis=&als={form}")


def what_acts_in(page: Page, kind: str, content: bytes) -> list[str]:
    return JUDGES[kind](page, content)


def _fetched(cast: Cast, role: str, address: str, **sent: str) -> tuple[str, str, bytes]:
    client = cast.client(role)
    answer = client.post(address, sent) if sent else client.get(address)
    kind = answer["Content-Type"].partition(";")[0]
    return f"{address} {sent.get('als', '')}", kind, answer.getvalue()


def _feed(page: Page, content: bytes) -> list[str]:
    """Well-formed, with addresses that lead somewhere, and HTML in which nothing acts."""
    found = []
    for element in ElementTree.fromstring(content).iter():
        if not element.tag.startswith("{http://www.w3.org/2005/Atom}"):
            found.append(element.tag)
        for name, value in element.attrib.items():
            if name in ("href", "src") and not HARMLESS.match(value):
                found.append(f"{name}={value}")
        if element.get("type") == "html":
            found += acts_when_shown(page, element.text or "")
    return found


def _table(page: Page, content: bytes) -> list[str]:
    """No cell is a formula."""
    cells = (cell for row in csv.reader(StringIO(content.decode("utf-8-sig")), delimiter=";") for cell in row)
    return [cell[:80] for cell in cells if FORMULA.match(cell)]


def _calendar(page: Page, content: bytes) -> list[str]:
    """Every line is one of ours, or goes on with one."""
    line = re.compile(
        r" |(?:BEGIN|END|VERSION|PRODID|METHOD|UID|SEQUENCE|DTSTAMP|DTSTART|DTEND|SUMMARY|LOCATION|DESCRIPTION|URL"
        r"|STATUS|TRANSP)[:;]"
    )
    return [said for said in content.decode().split("\r\n") if said and not line.match(said)]


def _paper(page: Page, content: bytes) -> list[str]:
    """No scripts, and links that lead somewhere."""
    found = [
        word.decode() for word in (b"/JavaScript", b"/JS ", b"/Launch", b"/OpenAction") if word in content
    ]
    for sheet in PdfReader(BytesIO(content)).pages:
        for link in sheet.annotations or ():
            address = str(link.get_object().get("/A", {}).get("/URI", "/"))
            if not HARMLESS.match(address):
                found.append(address)
    return found


def _archive(page: Page, content: bytes) -> list[str]:
    """The page in it."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        pages = [name for name in archive.namelist() if name.endswith(".html")]
        strange = [name for name in archive.namelist() if name.startswith("/") or ".." in name]
        return strange + [
            fault for name in pages for fault in acts_when_shown(page, archive.read(name).decode())
        ]


JUDGES: dict[str, Judge] = {
    "application/atom+xml": _feed,
    "application/pdf": _paper,
    "application/zip": _archive,
    "text/calendar": _calendar,
    "text/csv": _table,
    "text/markdown": lambda page, content: [],  # text, and served as that
}

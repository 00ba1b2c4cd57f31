"""Documents are read once, in a process of their own, within bounds; what cannot be read is simply not found."""

from __future__ import annotations

from typing import Any

import pytest

from community.paper import Paper, Section, set_pdf
from community.uploads import reading
from community.uploads.extraction import LONGEST, words_of
from community.uploads.models import UploadText
from tests.factories.people import MemberFactory
from tests.factories.uploads import DOCX, archive, make_upload, office, pdf, picture

pytestmark = pytest.mark.django_db

WORD = '<w:document xmlns:w="urn:w">{}</w:document>'
ODF = '<office:document-content xmlns:office="urn:o" xmlns:text="urn:t">{}</office:document-content>'
# Would unfold to a billion letters, and would fetch a file of the machine.
LAUGHS = '<!DOCTYPE x [<!ENTITY a "hahahahaha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>' + ODF.format(
    "<text:p>&b;</text:p>"
)
OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + ODF.format("<text:p>&a;</text:p>")


@pytest.mark.parametrize(
    ("ending", "part", "content", "words"),
    [
        (
            "docx",
            "word/document.xml",
            WORD.format(
                "<w:p><w:r><w:t>Leerstands</w:t></w:r><w:r><w:t>kataster</w:t></w:r></w:p><w:p><w:t>Ende</w:t></w:p>"
            ),
            "Leerstandskataster Ende",
        ),
        (
            "xlsx",
            "xl/sharedStrings.xml",
            "<sst><si><t>Kita</t></si><si><t>Plätze</t></si></sst>",
            "Kita Plätze",
        ),
        ("pptx", "ppt/slides/slide1.xml", "<s><p><r><t>Folie</t></r></p></s>", "Folie"),
        (
            "odt",
            "content.xml",
            ODF.format("<text:p>Ein <text:span>langer</text:span> Satz</text:p>"),
            "Ein langer Satz",
        ),
        ("ods", "content.xml", ODF.format("<text:p>Zelle</text:p>"), "Zelle"),
        ("odt", "content.xml", LAUGHS, ""),
        ("odt", "content.xml", OUTSIDE, ""),
        ("odt", "content.xml", "<broken", ""),
        ("docx", "word/media/image1.xml", WORD.format("<w:p>Bild</w:p>"), ""),
    ],
)
def test_words_of_archives(ending: str, part: str, content: str, words: str) -> None:
    assert words_of(archive([(part, content)]), ending) == words


def test_words_of_the_rest() -> None:
    paper = set_pdf(Paper("Bericht", "Haus", "https://x.example", sections=[Section("Leerstandskataster")]))
    assert "Leerstandskataster" in words_of(paper, "pdf")
    assert words_of("Straße;Größe".encode("cp1252"), "csv") == "Straße;Größe"
    assert words_of(b"\xef\xbb\xbfGruss", "txt") == "Gruss"
    assert words_of(b"%PDF-1.4 kaputt", "pdf") == ""
    assert len(words_of(b"wort " * LONGEST, "txt")) <= LONGEST


def test_each_document_is_read_once() -> None:
    anna = MemberFactory()
    document = ("word/document.xml", WORD.format("<w:p><w:t>Brachfläche</w:t></w:p>"))
    said = make_upload(anna, office(DOCX, document), "plan.docx")
    silent = make_upload(anna, pdf(), "leer.pdf")
    make_upload(anna, picture(), "bild.png")
    assert reading.read_documents() == 2
    assert reading.read_documents() == 0
    assert dict(UploadText.objects.values_list("upload", "text")) == {said.pk: "Brachfläche", silent.pk: ""}


@pytest.mark.parametrize("trouble", ["slow", "gone"])
def test_what_cannot_be_read_does_not_stop_the_rest(monkeypatch: Any, trouble: str) -> None:
    upload = make_upload(MemberFactory(), b"Wort", "notiz.txt")
    if trouble == "slow":
        monkeypatch.setattr(reading, "TIMEOUT", 0.001)
    else:
        upload.file.storage.delete(upload.file.name)
    assert (reading.read_documents(), reading.read_documents()) == (1, 0)
    assert UploadText.objects.get().text == ""

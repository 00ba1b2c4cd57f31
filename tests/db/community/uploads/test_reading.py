"""Documents are read once, in a process of their own, within bounds; what cannot be read is simply not found."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from community.paper import Paper, Section, set_pdf
from community.programs import running
from community.uploads import reading
from community.uploads.extraction import LONGEST, words_of
from community.uploads.models import MOST_READINGS, READING_LEASE, UploadText
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
    said = UploadText.objects.get()
    assert (said.text, said.trouble) == ("", {"slow": "too slow", "gone": "FileNotFoundError"}[trouble])


def test_a_reader_that_is_killed_costs_its_document_only(monkeypatch: Any, tmp_path: Path) -> None:
    anna = MemberFactory()
    make_upload(anna, b"Wort", "boese.txt")
    with monkeypatch.context() as dies:
        script = tmp_path / "python"
        script.write_text("#!/bin/sh\nkill -9 $$\n")
        script.chmod(0o700)
        dies.setattr(running, "sys", SimpleNamespace(executable=str(script)))
        assert reading.read_documents() == 1
    make_upload(anna, b"Leerstand", "gut.txt")
    assert (reading.read_documents(), reading.read_documents()) == (1, 0)
    assert list(UploadText.objects.order_by("pk").values_list("text", "trouble")) == [
        ("", "code -9"),
        ("Leerstand", ""),
    ]


def test_a_document_over_which_workers_die_is_left_alone_in_the_end(monkeypatch: Any) -> None:
    """A worker that dies is one whose `_words` never comes back."""

    class Death(BaseException):
        pass

    def die(_upload: Any) -> Any:
        raise Death

    upload = make_upload(MemberFactory(), b"Wort", "boese.txt")
    moment = timezone.now()
    with monkeypatch.context() as dies, time_machine.travel(moment, tick=False) as clock:
        dies.setattr(reading, "_words", die)
        for number in range(1, MOST_READINGS + 1):
            with pytest.raises(Death):
                reading.read_documents()
            assert UploadText.objects.get().readings == number
            assert reading.read_documents() == 0, "another worker may still be reading it"
            clock.shift(READING_LEASE + timedelta(seconds=1))
        assert reading.read_documents() == 0
    said = UploadText.objects.get(upload=upload)
    assert (said.read_at, said.text) == (None, "")


def test_a_document_is_read_again_after_one_death(monkeypatch: Any) -> None:
    upload = make_upload(MemberFactory(), b"Wort", "gut.txt")
    long_ago = timezone.now() - READING_LEASE - timedelta(seconds=1)
    UploadText.objects.create(upload=upload, taken_at=long_ago)
    assert (reading.read_documents(), reading.read_documents()) == (1, 0)
    assert UploadText.objects.get().text == "Wort"


def test_two_workers_on_one_machine_read_one_after_the_other() -> None:
    make_upload(MemberFactory(), b"Wort", "gut.txt")
    with reading.ONE_AT_A_TIME.take("no"):
        assert reading.read_documents() == 0
    assert reading.read_documents() == 1

"""What the gate takes and what it turns away: by ending, by first bytes, by opening."""

from __future__ import annotations

import struct
import zipfile
import zlib
from copy import copy
from io import BytesIO
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from PIL import Image
from PIL.PngImagePlugin import PngInfo
from pypdf import PdfReader

from community.paper import Paper, Picture, Section, set_pdf
from community.uploads.extraction import words_of
from community.uploads.file_types import DOCUMENT_LIMIT, IMAGE_LIMIT
from community.uploads.gate import clean_name, inspect
from tests.factories.uploads import DOCX, TYPES, archive, office, open_document, pdf, picture

OOXML = "application/vnd.openxmlformats-officedocument."
ODF = "application/vnd.oasis.opendocument."
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!doctype html><html><script>alert(1)</script></html>"


def refusal(content: bytes, name: str) -> str:
    with pytest.raises(ValidationError) as refused:
        inspect(content, name)
    assert refused.value.messages[0]
    assert "%(" not in refused.value.messages[0]
    return refused.value.code


def decoded(content: bytes) -> Image.Image:
    image = Image.open(BytesIO(content))
    image.load()
    return image


def with_place() -> bytes:
    """A photo lying on its side that tells where and with what it was taken."""
    exif = Image.Exif()
    exif[0x0112] = 6  # turn by 90 degrees
    exif[0x010F] = "Kamerahersteller"
    exif.get_ifd(0x8825).update({1: "N", 2: (50.0, 15.0, 30.0), 3: "E", 4: (10.0, 57.0, 50.0)})
    return picture("JPEG", (60, 20), exif=exif)


def header_only(width: int, height: int) -> bytes:
    """A PNG of a few bytes that says it is huge."""
    body = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = zlib.compress(b"\0" * 10_000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", body) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("form", "name"),
    [("JPEG", "a.jpg"), ("JPEG", "a.JPEG"), ("PNG", "a.png"), ("WEBP", "a.webp"), ("GIF", "a.gif")],
)
def test_images_are_kept_as_webp(form, name):
    kept = inspect(picture(form), name)
    assert (kept.name, kept.media_type, kept.width, kept.height) == ("a.webp", "image/webp", 40, 30)
    assert decoded(kept.content).format == "WEBP"


@pytest.mark.parametrize(
    ("content", "name", "media_type"),
    [
        (pdf(), "b.pdf", "application/pdf"),
        (office(DOCX), "b.docx", DOCX),
        (office(f"{OOXML}spreadsheetml.sheet"), "b.xlsx", f"{OOXML}spreadsheetml.sheet"),
        (office(f"{OOXML}presentationml.presentation"), "b.pptx", f"{OOXML}presentationml.presentation"),
        (open_document(f"{ODF}text"), "b.odt", f"{ODF}text"),
        (open_document(f"{ODF}spreadsheet"), "b.ods", f"{ODF}spreadsheet"),
        (open_document(f"{ODF}presentation"), "b.odp", f"{ODF}presentation"),
        (b"Jahr;Geburten\r\n2024;31\r\n", "b.csv", "text/csv"),
        ("Straße;Größe\n".encode("cp1252"), "b.csv", "text/csv"),
        ("Grüße aus Spelle\n".encode(), "b.txt", "text/plain"),
    ],
)
def test_documents_are_kept_as_they_came(content, name, media_type):
    kept = inspect(content, name)
    assert (kept.name, kept.media_type, kept.content, kept.is_image) == (name, media_type, content, False)


def test_where_and_with_what_a_photo_was_taken_is_gone_and_it_stands_upright():
    photo = with_place()
    assert b"Kamerahersteller" in photo
    assert decoded(photo).getexif().get_ifd(0x8825)
    kept = inspect(photo, "foto.jpg")
    assert (kept.width, kept.height) == (20, 60)
    assert not decoded(kept.content).getexif()
    assert b"Kamerahersteller" not in kept.content
    assert b"EXIF" not in kept.content


def test_large_images_become_smaller_and_keep_their_shape():
    kept = inspect(picture("PNG", (3200, 800)), "breit.png")
    assert (kept.width, kept.height) == (1600, 400)


def test_of_an_animation_the_first_frame_is_kept():
    out = BytesIO()
    frames = [Image.new("RGB", (30, 30), colour) for colour in ("red", "blue")]
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:])
    image = decoded(inspect(out.getvalue(), "a.gif").content)
    assert getattr(image, "n_frames", 1) == 1
    red, _green, blue = image.convert("RGB").getpixel((5, 5))
    assert red > 200 > 60 > blue


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "CMYK", "I;16"])
def test_every_mode_of_colour_can_be_kept(mode):
    out = BytesIO()
    Image.new(mode, (20, 20)).save(out, "JPEG" if mode == "CMYK" else "PNG")
    assert inspect(out.getvalue(), "m.jpg" if mode == "CMYK" else "m.png").width == 20


@pytest.mark.parametrize(
    "name", ["bild.svg", "seite.html", "prog.exe", "brief.pdf.exe", "liste.docm", "ohne", ".png", ""]
)
def test_other_endings_are_refused(name):
    assert refusal(picture(), name) == "kind"


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (SVG, "bild.png"),
        (HTML, "bild.jpg"),
        (HTML, "brief.pdf"),
        (HTML, "brief.txt"),
        (SVG, "tabelle.csv"),
        (b"\n\n  <script>alert(1)</script>", "notiz.txt"),
        (pdf(), "bild.png"),
        (pdf(), "brief.txt"),
        (picture("PNG"), "foto.jpg"),
        (picture("BMP"), "foto.png"),
        (picture("PNG"), "brief.pdf"),
        (picture("PNG"), "notiz.txt"),
        (b"MZ\x90\x00" + b"\0" * 200, "brief.docx"),
        (b"MZ\x90\x00" + b"\0" * 200, "notiz.txt"),
        (office(DOCX), "tabelle.xlsx"),
        (office("application/vnd.ms-word.document.macroEnabled"), "makro.docx"),
        (office(DOCX, ("word/vbaProject.bin", b"x")), "makro.docx"),
        (open_document(), "tabelle.ods"),
        (open_document(), "brief.docx"),
        (archive([("index.html", HTML)]), "brief.docx"),
        (archive([("content.xml", "x"), ("mimetype", f"{ODF}text")]), "brief.odt"),
        (office(DOCX, ("../../etc/passwd", "x")), "brief.docx"),
        (office(DOCX, ("/etc/passwd", "x")), "brief.docx"),
        (office(DOCX, ("C:\\\\windows\\\\x", "x")), "brief.docx"),
    ],
)
def test_what_is_not_what_its_ending_says_is_refused(content, name):
    assert refusal(content, name) == "magic"


def test_a_polyglot_of_pdf_and_archive_is_refused():
    assert refusal(pdf() + office(), "zwei.pdf") in ("magic", "broken")
    assert refusal(pdf(end=office() + b"\n%%EOF\n"), "zwei.pdf") in ("magic", "broken")
    assert refusal(b"GIF89a" + pdf(), "zwei.pdf") == "magic"


def test_nothing_hung_on_to_an_image_survives():
    kept = inspect(picture("JPEG") + HTML + office(), "bild.jpg")
    assert b"script" not in kept.content
    assert b"PK\x03\x04" not in kept.content


def test_a_comment_inside_an_image_does_not_survive():
    kept = inspect(picture("JPEG", comment=HTML), "bild.jpg")
    assert b"script" not in kept.content


@pytest.mark.parametrize("size", [(7000, 7000), (60_000, 60_000), (2_000_000_000, 2_000_000_000)])
def test_huge_dimensions_are_refused_before_they_are_unfolded(size):
    assert refusal(header_only(*size), "riesig.png") in ("pixels", "broken")


def test_forty_million_pixels_are_the_limit():
    assert refusal(header_only(8000, 5001), "riesig.png") == "pixels"


def test_archives_that_unfold_without_measure_are_refused():
    zeros = bytes(30 * 1024 * 1024)
    assert len(office(DOCX, ("main2.xml", zeros))) < 100_000
    assert refusal(office(DOCX, ("main2.xml", zeros)), "bombe.docx") == "bomb"
    assert refusal(office(DOCX, *((f"{n}.xml", "") for n in range(5001))), "viele.docx") == "bomb"


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (picture("PNG", (300, 300)), "bild.png"),
        (picture("JPEG", (300, 300)), "bild.jpg"),
        (picture("WEBP", (300, 300)), "bild.webp"),
        (pdf(b"x" * 4000), "brief.pdf"),
        (office(DOCX, ("rest.xml", "x" * 4000)), "brief.docx"),
        (open_document(), "brief.odt"),
    ],
)
def test_truncated_files_are_refused(content, name):
    assert inspect(content, name)
    assert refusal(content[: len(content) * 2 // 3], name) in ("broken", "magic")


def test_a_damaged_archive_is_refused():
    content = bytearray(office(DOCX, ("rest.bin", bytes(range(256)) * 20)))
    content[len(content) // 2] ^= 0xFF
    assert refusal(bytes(content), "brief.docx") == "broken"


@pytest.mark.parametrize("name", ["bild.png", "brief.pdf", "brief.docx", "notiz.txt"])
def test_nothing_is_refused(name):
    assert refusal(b"", name) == "empty"


def test_too_large_files_are_refused():
    assert refusal(picture() + bytes(IMAGE_LIMIT), "bild.png") == "too_long"
    assert refusal(pdf(b" " * DOCUMENT_LIMIT), "brief.pdf") == "too_long"
    assert inspect(pdf(b" " * (IMAGE_LIMIT + 1)), "brief.pdf")


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("../../etc/passwd.txt", ("passwd", "txt")),
        ("C:\\Users\\Anna\\Bericht 2024.PDF", ("Bericht 2024", "pdf")),
        ("rechnung\u202efdp.exe.pdf", ("rechnung fdp.exe", "pdf")),
        ("a\r\nSet-Cookie: x.pdf", ("a Set-Cookie x", "pdf")),
        ("nul\x00.pdf", ("nul", "pdf")),
        ("Gr\u006f\u0308ße.pdf", ("Größe", "pdf")),
        ('"><img src=x>.png', ("img src x", "png")),
        ("..pdf", ("pdf", "")),
        ("x" * 300 + ".pdf", ("x" * 110, "pdf")),
    ],
)
def test_names_are_reduced_to_what_is_harmless(name, clean):
    assert clean_name(name) == clean


XMP = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><exif:GPSLatitude>50,15.5N</exif:GPSLatitude></x:xmpmeta>'


def placed(form: str) -> bytes:
    """A picture that says where it was taken, in each way its form knows."""
    exif = Image.Exif()
    exif[0x010F] = "Kamerahersteller"
    exif.get_ifd(0x8825).update({1: "N", 2: (50.0, 15.0, 30.0), 3: "E", 4: (10.0, 57.0, 50.0)})
    if form == "GIF":
        return picture("GIF", comment=XMP)
    more: dict[str, Any] = {"xmp": XMP} if form in ("JPEG", "WEBP") else {}
    if form == "PNG":
        said = PngInfo()
        said.add_itxt("XML:com.adobe.xmp", XMP.decode())
        said.add_text("Location", "GPSLatitude 50.258")
        more = {"pnginfo": said}
    return picture(form, exif=exif, **more)


@pytest.mark.parametrize(
    ("form", "name"), [("JPEG", "a.jpg"), ("PNG", "a.png"), ("WEBP", "a.webp"), ("GIF", "a.gif")]
)
def test_no_way_of_saying_where_survives_in_any_rendition(form, name):
    content = placed(form)
    assert b"GPSLatitude" in content
    kept = inspect(content, name)
    paper = set_pdf(
        Paper("Akte", "Haus", "https://x.example", [], [Section("1", pictures=[Picture(content, "x")])])
    )
    in_paper = PdfReader(BytesIO(paper)).pages[0].images[0].data
    for rendition in (kept.content, in_paper):
        image = decoded(rendition)
        assert not image.getexif()
        assert not {"exif", "xmp", "comment", "icc_profile", "Location"} & set(image.info)
    for whole in (kept.content, in_paper, paper):
        assert b"GPSLatitude" not in whole
        assert b"Kamerahersteller" not in whole


def test_words_in_an_image_that_unfold_without_measure_are_refused_or_gone():
    bomb = PngInfo()
    bomb.add_text("Comment", "0" * 80_000_000, zip=True)
    content = picture("PNG", pnginfo=bomb)
    assert len(content) < IMAGE_LIMIT
    assert refusal(content, "bombe.png") == "broken"


def test_entries_of_an_archive_that_share_their_bytes_are_refused():
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("[Content_Types].xml", TYPES.format(DOCX))
        file.writestr("main.xml", bytes(900_000))
        for number in range(200):
            twin = copy(file.filelist[1])
            twin.filename = f"{number}.xml"
            file.filelist.append(twin)
    assert refusal(out.getvalue(), "bombe.docx") in ("bomb", "broken")


def test_an_archive_inside_an_archive_is_never_unfolded():
    inner = archive([("riesig.xml", bytes(30 * 1024 * 1024))])
    assert inspect(office(DOCX, ("inner.zip", inner)), "brief.docx")
    assert words_of(office(DOCX, ("word/inner.zip", inner)), "docx") == ""

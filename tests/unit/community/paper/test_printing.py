"""Papers: what was written stands in them letter by letter, nothing written acts, and they last."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader

from community.paper import Paper, Picture, Section, set_pdf
from community.text import render
from tests.factories.uploads import picture

ORIGIN = "https://dialog.example"


def read(*sections: Section, title: str = "Ein Thema", **more: Any) -> PdfReader:
    return PdfReader(BytesIO(set_pdf(Paper(title, "Haus", ORIGIN, sections=sections, **more))))


def words(reader: PdfReader) -> str:
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def written(source: str) -> Section:
    return Section("Beitrag 1", html=render(source).html)


def test_every_letter_of_the_country_can_be_read_back():
    letters = "Äpfel Öl Übung Maß GROẞ Şükran Ḑaina ḑ ʾAli Łukasz Đorđe Œuvre „so“ – … €"
    assert letters in words(read(written(letters)))


def test_a_letter_without_a_shape_is_named_and_breaks_nothing():
    assert "Gut [U+1F600] so" in words(read(written("Gut 😀 so")))


@pytest.mark.parametrize(
    "text",
    [
        '#eval("1+1")',
        "#set text(fill: red)",
        '#read("data.json")',
        "$x^2$",
        "= Titel",
        "@name",
        "\\u{41}",
        "*",
    ],
)
def test_the_typesetters_own_language_is_only_shown(text):
    assert text in words(read(Section(text, note=text, html=f"<p>{text}</p>")))


def test_what_markdown_makes_is_set():
    source = """# Oben

#### Tief darunter

> Zitat
>
> > tiefer

- eins
  1. innen
- [x] getan

| Ort | Zahl |
|---|--:|
| Spelle | 9.300 |
| Riesa |

```
code   so
```

[dort](/themen/1/) ~~weg~~ **stark** *leise* `kurz`

---"""
    said = words(read(written(source)))
    for piece in ("Oben", "tiefer", "1. innen", "[x]", "Spelle 9.300", "code so", "dort", "weg", "kurz"):
        assert piece in said


def test_links_within_the_house_lead_back_to_it():
    reader = read(written("[dort](/themen/1/) und [da](https://anderswo.example/x)"))
    targets = {note.get_object()["/A"]["/URI"] for page in reader.pages for note in page["/Annots"]}
    assert targets == {f"{ORIGIN}/themen/1/", "https://anderswo.example/x"}


def test_nothing_runs_over_the_margin():
    reader = read(written("A" * 3000), written("https://lang.example/" + "pfad/" * 200), title="T" * 200)
    right: list[float] = []
    for page in reader.pages:
        page.extract_text(
            visitor_text=lambda text, _cm, tm, _f, size: right.append(tm[4]) if text.strip() else None
        )
    assert max(right) < 595 - 70
    assert words(reader).replace(" ", "").count("A" * 3000) == 1


def test_a_paper_lasts_and_can_be_read_aloud():
    reader = read(
        Section("Beitrag 1", pictures=[Picture(picture(), "Ein Plan der Ortsmitte")]),
        facts=[("Ort", "Spelle")],
        foot="Gesichert",
    )
    root = reader.trailer["/Root"]
    assert (root["/Lang"], root["/MarkInfo"]["/Marked"], reader.metadata.title) == ("de", True, "Ein Thema")
    kept = root["/Metadata"].get_object().get_data().decode()
    assert "<pdfaid:part>2</pdfaid:part>" in kept and "<pdfuaid:part>1</pdfuaid:part>" in kept
    assert "Ein Plan der Ortsmitte" in str(_tree(root["/StructTreeRoot"]))
    assert "Seite 1 von 1" in words(reader)


def test_many_pages_are_counted():
    reader = read(*[written("Wort " * 300)] * 12)
    assert len(reader.pages) > 3
    assert f"Seite 2 von {len(reader.pages)}" in words(reader)


def _tree(node: Any, depth: int = 0) -> list[Any]:
    """What the parts of the structure say about themselves."""
    node = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(node, list):
        return [_tree(child, depth + 1) for child in node]
    if not isinstance(node, dict) or depth > 40:
        return []
    return [node.get("/S"), node.get("/Alt"), _tree(node.get("/K", []), depth + 1)]

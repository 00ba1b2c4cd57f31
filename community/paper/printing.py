"""One paper becomes one file: everything in it is handed to the typesetter as data, in a folder of its own."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from PIL import Image

from community.programs import ProgramFailed, run_program

from .fonts import Typefaces, typefaces
from .marks import line, printable, tree

TEMPLATE = Path(__file__).with_name("paper.typ")
TIMEOUT = 60  # seconds, on a machine that is busy with others
WIDEST, HIGHEST = 12.0, 8.0  # centimetres
PIXELS = 1_000
DOTS = 40.0  # a centimetre, for small pictures
QUALITY = 82


class TooLarge(Exception):
    """Setting it would take more memory or time than one paper may."""


@dataclass(frozen=True)
class Picture:
    """`content` in any form that Pillow opens; `alt` says what it shows."""

    content: bytes
    alt: str


@dataclass(frozen=True)
class Section:
    """`html` is safe HTML of `community.text`; `lines` stand small below it."""

    heading: str
    about: str = ""
    mark: str = ""
    note: str = ""
    html: str = ""
    pictures: Sequence[Picture] = ()
    lines: Sequence[str] = ()


@dataclass(frozen=True)
class Paper:
    """`facts` are pairs of name and value below the title; `origin` is put before addresses within the house."""

    title: str
    author: str
    origin: str
    facts: Sequence[tuple[str, str]] = ()
    sections: Sequence[Section] = ()
    foot: str = ""


def set_pdf(paper: Paper) -> bytes:
    """The paper as PDF/A-2a and PDF/UA-1, with tags, bookmarks and page numbers. Raises `TooLarge`."""
    faces = typefaces()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "data.json").write_text(json.dumps(_data(paper, faces, folder)), encoding="utf-8")
        (folder / "paper.typ").write_bytes(TEMPLATE.read_bytes())
        moment = str(int(timezone.now().timestamp()))
        try:
            run_program("community.paper.typesetting", name, faces.folder.name, moment, within=TIMEOUT)
        except ProgramFailed as failure:
            if failure.code == 1:  # it said why: a fault of ours
                raise
            raise TooLarge from failure
        return (folder / "paper.pdf").read_bytes()


def _data(paper: Paper, faces: Typefaces, folder: Path) -> dict[str, Any]:
    def words(text: str) -> list[Any]:
        return line(text, faces.letters)

    def section(number: int, of: Section) -> dict[str, Any]:
        return {
            "heading": words(of.heading),
            "about": words(of.about),
            "mark": words(of.mark),
            "note": words(of.note),
            "nodes": tree(of.html, origin=paper.origin, letters=faces.letters),
            "pictures": [
                {**_kept(picture, folder / f"{number}-{n}.jpg"), "alt": picture.alt}
                for n, picture in enumerate(of.pictures)
            ],
            "lines": [words(said) for said in of.lines],
        }

    return {
        "title": printable(paper.title, faces.letters),
        "author": paper.author,
        "lang": (get_language() or "de")[:2],
        "plain": faces.plain,
        "mono": faces.mono,
        "foot": words(paper.foot),
        "turning": _("Seite {n} von {of}"),
        "facts": [(words(name), words(value)) for name, value in paper.facts],
        "sections": [section(number, of) for number, of in enumerate(paper.sections)],
    }


def _kept(picture: Picture, path: Path) -> dict[str, Any]:
    """The picture in the folder, no larger than print needs, and how wide it stands in centimetres."""
    with Image.open(BytesIO(picture.content)) as image:
        image.load()
        flat = Image.new("RGB", image.size, "white")
        clear = image.convert("RGBA")
        flat.paste(clear, mask=clear.getchannel("A"))
    width = min(WIDEST, HIGHEST * flat.width / flat.height, flat.width / DOTS)
    flat.thumbnail((PIXELS, PIXELS), Image.Resampling.LANCZOS)
    flat.save(path, "JPEG", quality=QUALITY)
    return {"path": path.name, "width": round(width, 2)}

"""The typefaces of the house for printing: what the browser gets in pieces, unpacked for the typesetter.

Each piece becomes a family of its own, so that the order in which they are asked is ours, and what none of them has
is known before anything is set: a file meant to last must not hold letters without a shape.
"""

from __future__ import annotations

import tempfile
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from fontTools.ttLib import TTFont

PIECES = ("latin", "latin-ext", "greek", "cyrillic", "symbols2")
TYPEFACES = {
    "fira-sans": ("400-normal", "400-italic", "600-normal", "600-italic"),
    "noto-sans": ("400-normal", "400-italic", "600-normal", "600-italic"),
    "fira-mono": ("400-normal", "700-normal"),
}
FAMILY_NAMES = (1, 16)


class Typefaces(NamedTuple):
    """`plain` and `mono` are families in the order in which they are asked; `letters` what all styles have.

    `folder` is there as long as the process is.
    """

    folder: tempfile.TemporaryDirectory[str]
    plain: tuple[str, ...]
    mono: tuple[str, ...]
    letters: frozenset[int]


@lru_cache(maxsize=1)
def typefaces() -> Typefaces:
    """Unpacked once in the life of a process; about a third of a second."""
    letters: dict[str, set[int]] = {}
    settings.SCRATCH_ROOT.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder = tempfile.TemporaryDirectory(prefix="fonts-", dir=settings.SCRATCH_ROOT)
    for face, styles in TYPEFACES.items():
        for piece in PIECES:
            for style in styles:
                _unpack(Path(folder.name), face, piece, style, letters)
    plain = tuple(family for family in letters if not family.startswith("fira-mono"))
    mono = tuple(family for family in letters if family.startswith("fira-mono"))
    known = {letter for family in plain for letter in letters[family]}
    return Typefaces(folder, plain, mono + plain, frozenset(known))


def _unpack(folder: Path, face: str, piece: str, style: str, letters: dict[str, set[int]]) -> None:
    """One piece of one style as a font of its own, where there is one; `letters` keeps what all its styles have."""
    name, family = f"{face}-{piece}-{style}", f"{face}-{piece}"
    packed = settings.NODE_MODULES / "@fontsource" / face / "files" / f"{name}.woff"
    if not packed.exists():
        return
    font = TTFont(packed)
    font.flavor = None
    for record in font["name"].names:
        if record.nameID in FAMILY_NAMES:
            record.string = family
    font.save(folder / f"{name}.ttf")
    known = set(font.getBestCmap())
    letters[family] = letters.get(family, known) & known

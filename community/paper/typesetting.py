"""Setting a paper. Run as a program of its own, because a long one takes more memory than the house has:

    python -m community.paper.typesetting folder fonts moment

The folder holds `paper.typ`, `data.json` and pictures; `paper.pdf` is written beside them.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import typst

from community.programs.bounds import bound

# To last (PDF/A-2a) and to be read aloud in its order, with words for every picture (PDF/UA-1).
STANDARDS: list[Any] = ["a-2a", "ua-1"]
MEMORY = 640 * 1024 * 1024
SECONDS = 30


def main() -> int:
    folder, fonts, moment = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
    bound(memory=MEMORY, seconds=SECONDS)
    typst.compile(
        str(folder / "paper.typ"),
        output=str(folder / "paper.pdf"),
        root=str(folder),
        font_paths=typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[fonts]),
        ignore_system_fonts=True,
        format="pdf",
        pdf_standards=STANDARDS,
        timestamp=moment,
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""Numbers that came with an address or a form."""

from __future__ import annotations

LONGEST_KEY = 18  # digits: every one of them fits into a column of keys


def whole_number(text: object, *, digits: int = LONGEST_KEY) -> int | None:
    """The number these ASCII digits say; `None` for anything else, and for more digits than that.

    `str.isdigit` alone lets signs through that `int` does not read (`²`), and any length of them.
    """
    said = str(text)
    return int(said) if said.isascii() and said.isdigit() and len(said) <= digits else None

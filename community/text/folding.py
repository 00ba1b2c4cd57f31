"""German words as keys: for finding (`fold`) and for addresses (`slugify_de`)."""

from __future__ import annotations

import re
import unicodedata

SLUG_LIMIT = 60

# Letters of DIN 91379 and its neighbours that Unicode does not take apart and whose names say too little.
_LETTERS = {
    **{"æ": "ae", "œ": "oe", "ð": "d", "þ": "th", "ŋ": "n", "ĸ": "k", "ı": "i", "ȷ": "j", "ə": "e"},
    **{"ɛ": "e", "ʒ": "z", "ƒ": "f", "ɔ": "o", "ŉ": "n", "ĳ": "ij"},
}
_NAMED = re.compile(r"LATIN SMALL LETTER ([A-Z]) WITH ")
_APOSTROPHES = dict.fromkeys(map(ord, "'’‘‛ʼ´`"))
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa"})
_DIGRAPH = re.compile(r"[ao]e+|(?<!q)ue+")
_NOT_SLUG = re.compile(r"[^a-z0-9]+")


def fold(text: str) -> str:
    """The text as a key for comparing: whatever people may type for one German word comes out the same.

    Lower case, ß as ss, ä, ae and a alike (so ö and ü; but "ue" after q), no diacritics, no apostrophes,
    modifier letters or invisible signs, white space as single spaces. Both sides of a comparison must be
    folded; folding twice changes nothing.
    """
    plain = _strip(text.casefold())
    return " ".join(_DIGRAPH.sub(lambda pair: pair[0][0], plain).split())


def slugify_de(text: str) -> str:
    """Part of an address: a-z, 0-9, single hyphens, ä as ae, never longer than SLUG_LIMIT or empty."""
    composed = unicodedata.normalize("NFC", text.casefold())
    slug = _NOT_SLUG.sub("-", _strip(composed.translate(_UMLAUTS))).strip("-")
    if len(slug) > SLUG_LIMIT:
        cut = slug.rfind("-", SLUG_LIMIT // 2, SLUG_LIMIT + 1)
        slug = slug[: cut if cut > 0 else SLUG_LIMIT]
    return slug or "thema"


def _strip(text: str) -> str:
    # Apostrophes first: NFKD would turn some of them into a space. Some letters become capitals by it.
    return unicodedata.normalize("NFKD", text.translate(_APOSTROPHES)).casefold().translate(_PLAIN)


def _plain_letters() -> dict[int, str | None]:
    """What becomes of a character after decomposition: None where it goes, else the letters behind it."""
    table: dict[int, str | None] = {}
    for code in (*range(0x80, 0x3100), *range(0xA640, 0xAC00), *range(0xFE00, 0xFE30)):
        char = chr(code)
        if unicodedata.category(char) in ("Mn", "Me", "Cf", "Lm", "Sk"):
            table[code] = None
        elif named := _NAMED.match(unicodedata.name(char, "")):
            table[code] = named[1].lower()
    table.update({ord(char): letters for char, letters in _LETTERS.items()})
    return table


_PLAIN = _plain_letters()

"""From German text to the terms that are indexed and looked for: one analysis for both databases.

A term is a word stem in plain letters: Leerstände, Leerstaende and Leerstand are one term, Straße and Strasse too.
Compounds are left whole here; what they contain is found out by `vocabulary` when somebody asks.
"""

from __future__ import annotations

import re
import threading
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

import Stemmer

from community.text import fold

# Raised whenever the same text would give other terms; `manage.py reindex` then renews what is older.
ANALYSIS_VERSION = 1
LONGEST = 60

# Letters with their marks and soft hyphens, numbers with their thousands; an apostrophe belongs to its word.
# Taken whole and only from their beginning: who tries every letter of a long run takes the square of its length.
_LETTERS = r"(?:[^\W_]|[\u0300-\u036f\u00ad])++"
_BEGINNING = r"(?<![^\W_])(?<![\u0300-\u036f\u00ad])"
_NUMBER = r"\d{1,3}(?:\.\d{3})+(?![\w.])"
_WORD = re.compile(rf"{_NUMBER}|{_LETTERS}(?:['’]{_LETTERS})*")
_HYPHENATED = re.compile(rf"{_BEGINNING}{_LETTERS}(?:[-‐‑]{_LETTERS})+")
_KEPT = frozenset("abcdefghijklmnopqrstuvwxyz0123456789äöü")
_of_thread = threading.local()


class Token(NamedTuple):
    """A word of a text: where it stands, and its term."""

    start: int
    end: int
    term: str


def tokens(text: str) -> Iterator[Token]:
    """The words of a text in order."""
    for found in _WORD.finditer(text):
        if term := term_of(found[0]):
            yield Token(found.start(), found.end(), term)


def terms(text: str) -> list[str]:
    """The terms in order; behind them, in one word, those that were written with hyphens."""
    found = [token.term for token in tokens(text)]
    if "-" in text or "‐" in text or "‑" in text:
        joined = (re.sub("[-‐‑]", "", match[0]) for match in _HYPHENATED.finditer(text))
        found += filter(None, map(term_of, joined))
    return found


def words(text: str) -> list[str]:
    """The words as they were typed, without what lies between them."""
    return _WORD.findall(text)


@lru_cache(maxsize=100_000)
def term_of(word: str) -> str:
    """The term of one word; empty for one that is longer than any word."""
    spelt = plain(word)
    return fold_letters(_stemmer().stemWord(spelt)) if 0 < len(spelt) <= LONGEST else ""


def plain(word: str) -> str:
    """Lower case, ß as ss, no marks but the dots of ä, ö and ü, which the stemmer needs to see; digits together."""
    if word[0].isdigit():
        word = word.replace(".", "")
    if word.isascii():
        return word.lower().replace("'", "")
    composed = unicodedata.normalize("NFC", word.replace("\u00ad", "")).casefold()
    return "".join(letter if letter in _KEPT else fold(letter) for letter in composed)


def fold_letters(word: str) -> str:
    """The last dots go."""
    return word if word.isascii() else word.translate(_UMLAUTS)


_UMLAUTS = str.maketrans("äöü", "aou")


def _stemmer() -> Stemmer.Stemmer:
    """A stemmer must not be used by two threads at once."""
    if not hasattr(_of_thread, "stemmer"):
        _of_thread.stemmer = Stemmer.Stemmer("german", 0)
    return _of_thread.stemmer

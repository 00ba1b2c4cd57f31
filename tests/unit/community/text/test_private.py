"""Private data is noticed where it stands, and nothing else is."""

from __future__ import annotations

import pytest

from community.text import private_data

FOUND = {
    "Bitte auf DE89 3704 0044 0532 0130 00 überweisen.": ["iban"],
    "IBAN: DE89370400440532013000": ["iban"],
    "Rufen Sie mich an: 0171 2345678": ["mobile"],
    "Handy +49 160 1234567, abends": ["mobile"],
    "0049 (0)151-12345678": ["mobile"],
    "(0151/23456789)": ["mobile"],
    "Herr B., geb. 12.03.1941, wohnt am Markt.": ["birthday"],
    "Sie wurde geboren am 3. Mai 1938 und": ["birthday"],
    "Geburtsdatum: 01.02.1950": ["birthday"],
    "geb. 1.2.1950, 0171 2345678, DE89 3704 0044 0532 0130 00": ["iban", "mobile", "birthday"],
}
NOTHING = [
    "Bürgerbüro: 09561 89-0, Fax 09561 89-1234",
    "DE89 3704 0044 0532 0130 01 hat falsche Prüfziffern.",
    "Die Sitzung ist am 12.03.2026 um 18 Uhr.",
    "2015 waren es 0,17 Prozent, 2016 schon 0,1623456789.",
    "Aktenzeichen 01.512.345.678.90",
    "Der Verein, gegründet am 12.03.1941",
    "12 01 2015 12345678 Seiten",
    "AB12 Ein Titel",
]


@pytest.mark.parametrize("text", FOUND)
def test_found(text: str) -> None:
    assert private_data(text) == FOUND[text]


@pytest.mark.parametrize("text", NOTHING)
def test_not_found(text: str) -> None:
    assert private_data(text) == []


@pytest.mark.parametrize(
    "text", ["DE89 " + "AAAA " * 9_000, "0151" + "-" * 40_000, "geb." + " " * 40_000, "01 " * 15_000]
)
def test_long_texts_that_only_begin_like_it(text: str) -> None:
    assert private_data(text) == []

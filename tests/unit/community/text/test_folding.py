"""One German word, many ways to type it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from community.text import fold, slugify_de
from community.text.folding import SLUG_LIMIT


@pytest.mark.parametrize(
    "ways",
    [
        ("Münster", "Muenster", "munster", "MÜNSTER", "MUENSTER", "Mu\u0308nster", " münster\n"),
        ("Straße", "Strasse", "STRASSE", "STRAẞE", "strasse"),
        ("Köln", "Koeln", "koln"),
        ("Bürgerhäuser", "Buergerhaeuser", "burgerhauser"),
        ("Goethe", "Göthe", "gothe"),
        ("Øster", "Oester", "Oster", "Öster"),
        ("Ærø", "Aero", "aro"),
        ("Fatma Yıldız", "Fatma Yildiz", "FATMA YILDIZ"),
        ("Łódź", "lodz"),
        ("Đorđe", "dorde"),
        ("Škoda", "Skoda"),
        ("Ḑurra", "durra"),
        ("ʾAlī", "Ali"),
        ("Þór", "Thor"),
        ("D’Angelo", "D'Angelo", "DʼAngelo", "dangelo"),
        ("geht's", "gehts", "geht´s"),
        ("Donau\u00addampf", "Donaudampf"),
        ("AG\u00a0Ehrenamt", "ag  ehrenamt"),
        ("ﬁnden", "finden"),
        ("Ａｎｎａ", "anna", "𝔸nna"),
    ],
)
def test_all_ways_fold_to_one(ways: tuple[str, ...]):
    assert len({fold(way) for way in ways}) == 1, [fold(way) for way in ways]


@pytest.mark.parametrize(
    "text, folded",
    [
        ("Münster", "munster"),
        ("Quelle", "quelle"),
        ("ein  zwei\tdrei", "ein zwei drei"),
        ("§ 12a BauGB, 50 %", "§ 12a baugb, 50 %"),
        ("", ""),
    ],
)
def test_folded_text_can_be_read(text: str, folded: str):
    assert fold(text) == folded


@pytest.mark.parametrize(
    "one, other", [("Haus", "Maus"), ("Wald", "Feld"), ("Spelle", "Spele"), ("a b", "ab")]
)
def test_different_words_stay_different(one: str, other: str):
    assert fold(one) != fold(other)


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=60) | st.text(alphabet="aeouqäöüßs ", max_size=12))
def test_folding_twice_is_folding_once(text: str):
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    "text, slug",
    [
        ("Wie erreichen wir die Älteren?", "wie-erreichen-wir-die-aelteren"),
        ("Straßenfest & Grüße", "strassenfest-gruesse"),
        ("Ärger über Öl", "aerger-ueber-oel"),
        ("A\u0308rger", "aerger"),
        ("Łódź – Tønder", "lodz-toender"),
        ("geht's", "gehts"),
        ("  --  50 % / 3  ", "50-3"),
        ("???", "thema"),
        ("", "thema"),
        ("日本", "thema"),
    ],
)
def test_slugs(text: str, slug: str):
    assert slugify_de(text) == slug


def test_a_long_slug_ends_with_a_whole_word():
    slug = slugify_de("Generationenübergreifendes Miteinander in der Samtgemeinde Spelle und anderswo")
    assert slug == "generationenuebergreifendes-miteinander-in-der-samtgemeinde"
    assert slugify_de("a" * 100) == "a" * SLUG_LIMIT


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=200))
def test_a_slug_is_always_part_of_an_address(text: str):
    slug = slugify_de(text)
    assert 0 < len(slug) <= SLUG_LIMIT
    assert set(slug) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert "--" not in slug and slug.strip("-") == slug

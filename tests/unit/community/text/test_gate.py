"""The gate: what is taken, what is changed on the way in, what is refused and with which words."""

from __future__ import annotations

import unicodedata

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from community.text import MESSAGE_LIMIT, POST_LIMIT, TITLE_LIMIT, clean_line, clean_source

# What is easily lost of DIN 91379: sequences, letters that do not compose, modifier letters, capital ß.
DIN_91379 = "ẞ ß ŷ Ḑ ḑ Ṃ ṃ ʾ ʿ ʹ ʺ C̆ c̆ C̈ c̈ D̂ d̂ K̄ k̄ L̥ l̥ M̂ m̂ N̂ n̂ R̥ r̥ S̱̄ s̱̄ X̌ x̌ Z̧ z̧ Æ Ǿ Þ ð Ŋ ŋ Ə ə Ł ł"


def test_limits_are_those_of_the_forum():
    assert (POST_LIMIT, MESSAGE_LIMIT, TITLE_LIMIT) == (20_000, 4_000, 200)


@pytest.mark.parametrize(
    "typed, stored",
    [
        ("Grüße", "Grüße"),
        ("Gru\u0308ße", "Grüße"),
        ("a\r\nb\rc\nd", "a\nb\nc\nd"),
        ("aus\vWord\fund\u2028anderswo\u2029her\x85", "aus\nWord\nund\nanderswo\nher"),
        ("a  \nb\t\n\u00a0\nc", "a\nb\n\nc"),
        ("\n\n  a\n\n", "  a"),
        ("a\tb", "a\tb"),
        ("\ufeffa\u200bb\u2060c", "abc"),
        ("von\u202elesbar\u202c \u2066x\u2069", "vonlesbar x"),
        ("a\U000e0041\U000e0042b\ufdd0\uffff\U0001ffff", "ab"),
        ("👩\u200d👩\u200d👧 ❤\ufe0f", "👩\u200d👩\u200d👧 ❤\ufe0f"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("Donau\u00addampfschiff", "Donau\u00addampfschiff"),
        (DIN_91379, DIN_91379),
        (".", "."),
    ],
)
def test_a_text_is_stored_in_one_form(typed: str, stored: str):
    assert clean_source(typed) == unicodedata.normalize("NFC", stored)


@pytest.mark.parametrize(
    "typed, stored",
    [
        ("  Wer macht\n\tmit?  ", "Wer macht mit?"),
        ("a\u00a0b\u3000c", "a b c"),
        ("Anna\u200e\u00ad Weber\u202e", "Anna Weber"),
        (DIN_91379, DIN_91379),
    ],
)
def test_a_line_is_one_line(typed: str, stored: str):
    assert clean_line(typed) == unicodedata.normalize("NFC", stored)


@pytest.mark.parametrize("clean", [clean_source, clean_line])
@pytest.mark.parametrize(
    "typed, code",
    [
        ("", "empty"),
        (" \t\n\u00a0", "empty"),
        ("\u200b\ufeff\u2060", "empty"),
        ("\u200d\u200e\u00ad", "empty"),
        ("\u3164 \u2800\u115f", "empty"),
        ("\u0301\ufe0f", "empty"),
        ("a\x00b", "control"),
        ("a\x1bb", "control"),
        ("a\x02b", "control"),
        ("a\x7fb", "control"),
        ("a\x9bb", "control"),
        ("a\ud800b", "surrogate"),
        ("\udfff", "surrogate"),
    ],
)
def test_what_cannot_be_taken_is_refused_with_a_reason(clean, typed: str, code: str):
    with pytest.raises(ValidationError) as refused:
        clean(typed)
    assert refused.value.code == code
    assert refused.value.messages[0].endswith(".")


@pytest.mark.parametrize("clean", [clean_source, clean_line])
@pytest.mark.parametrize("excess, words", [(1, "um ein Zeichen zu lang"), (312, "um 312 Zeichen zu lang")])
def test_a_long_text_is_refused_with_the_number_of_characters(clean, excess: int, words: str):
    assert clean("a" * 1000, limit=1000) == "a" * 1000
    with translation.override("de"), pytest.raises(ValidationError, match=words) as refused:
        clean("a" * (1000 + excess), limit=1000)
    assert refused.value.code == "too_long"


def test_only_what_is_stored_counts_towards_the_limit():
    assert clean_source("a\r\nb\r\nc  \u200b", limit=5) == "a\nb\nc"
    assert clean_source("u\u0308" * 5, limit=5) == "ü" * 5
    assert clean_line("a    b", limit=3) == "a b"


def test_a_megabyte_is_refused_before_anything_is_done_to_it():
    with pytest.raises(ValidationError) as refused:
        clean_source("\x00" * 1_000_000)
    assert refused.value.code == "too_long"


def test_towers_of_marks_are_lowered():
    tower = "Z" + "\u0301\u0327\u034f" * 5_000
    assert len(clean_source(tower)) <= 8
    assert clean_source("z\u0323\u0301\u0302a") == unicodedata.normalize("NFC", "z\u0323\u0301\u0302a")


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=200) | st.text(alphabet="a \u0308\u0327\u0301\u200b\u202e\r\n\tü\u1e9e", max_size=60))
def test_twice_through_the_gate_is_the_same_as_once(typed: str):
    for clean in (clean_source, clean_line):
        try:
            once = clean(typed)
        except ValidationError:
            continue
        assert clean(once) == once
        assert unicodedata.is_normalized("NFC", once)
        assert once == once.rstrip()

"""The beginning of a text in plain words, for lists, mails and search results."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from community.text import render
from community.text.rendering import EXCERPT_LENGTH


def excerpt(source: str) -> str:
    return render(source).excerpt


@pytest.mark.parametrize(
    "source, expected",
    [
        ("Ein *kurzer* [Text](/x) mit `Code` & <b>.", "Ein kurzer Text mit Code & <b>."),
        ("# Titel\nZeile\nZeile\n\nAbsatz", "Titel Zeile Zeile Absatz"),
        ("- a\n- b\n\n1. c", "a b c"),
        ("|a|b|\n|-|-|\n|c|d|", "a b c d"),
        ("Straßen**bahn**hof", "Straßenbahnhof"),
        ("```\ncode\n```\nText", "code Text"),
        ("> Frage\n\nAntwort", "Antwort"),
        ("> > Frage\n\n> Frage\n\nAntwort", "Antwort"),
        ("> Nur ein Zitat", "Nur ein Zitat"),
        ("a &lt; b", "a &lt; b"),
        ("***", ""),
    ],
)
def test_plain_words(source: str, expected: str):
    assert excerpt(source) == expected


def test_a_long_text_is_cut_between_two_words():
    words = "Generationenübergreifendes Miteinander, gut gemacht; " * 20
    short = excerpt(words)
    assert len(short) <= EXCERPT_LENGTH + 2
    assert short.endswith(" …")
    assert f"{words} ".startswith(short.removesuffix(" …"))
    assert words[len(short) - 2] in " ,;"


def test_exactly_the_length_is_not_cut():
    text = ("a" * 9 + " ") * (EXCERPT_LENGTH // 10 - 1) + "b" * 10
    assert excerpt(text) == text
    assert excerpt(text + " c").endswith("…")


def test_a_word_without_end_is_cut_where_it_is():
    assert excerpt("a" * 5000) == "a" * EXCERPT_LENGTH + " …"


def test_a_text_too_costly_to_render_has_an_excerpt_too():
    assert excerpt("Hallo **Welt** <b> " + "*" * 5000).startswith("Hallo **Welt** <b> ***")


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="ab <>&\n*_`>-#|[]()@", max_size=600))
def test_always_one_line_and_never_longer_than_promised(source: str):
    short = excerpt(source)
    assert short == " ".join(short.split())
    assert len(short) <= EXCERPT_LENGTH + 2

"""What changed between two versions: complete, readable, and quick whatever the texts are."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from community.text import POST_LIMIT, diff

from .pathological import ordinary


def old_of(segments: list[tuple[str, str]]) -> str:
    return "".join(text for kind, text in segments if kind != "insert")


def new_of(segments: list[tuple[str, str]]) -> str:
    return "".join(text for kind, text in segments if kind != "delete")


@pytest.mark.parametrize(
    "old, new, segments",
    [
        ("", "", []),
        ("a", "a", [("equal", "a")]),
        ("", "a", [("insert", "a")]),
        ("a", "", [("delete", "a")]),
        (
            "Wir treffen uns am Montag im Rathaus.\nBis dann",
            "Wir treffen uns am Dienstag im Rathaus.\nBis dann",
            [
                ("equal", "Wir treffen uns am "),
                ("delete", "Montag "),
                ("insert", "Dienstag "),
                ("equal", "im Rathaus.\nBis dann"),
            ],
        ),
        ("a\nc\n", "a\nb\nc\n", [("equal", "a\n"), ("insert", "b\n"), ("equal", "c\n")]),
        ("a\nb\nc\n", "a\nc\n", [("equal", "a\n"), ("delete", "b\n"), ("equal", "c\n")]),
        ("a b", "c d", [("delete", "a b"), ("insert", "c d")]),
        (
            "x a y b z",
            "x y z",
            [("equal", "x "), ("delete", "a "), ("equal", "y "), ("delete", "b "), ("equal", "z")],
        ),
    ],
)
def test_segments(old: str, new: str, segments: list[tuple[str, str]]):
    assert diff(old, new) == segments


def test_one_word_in_a_long_post_is_one_word():
    old = ordinary(POST_LIMIT)
    new = old.replace("Fahrdienst mit 3", "Fahrdienst mit 4", 1)
    assert [segment for segment in diff(old, new) if segment[0] != "equal"] == [
        ("delete", "3 "),
        ("insert", "4 "),
    ]


def test_two_words_far_apart_in_one_paragraph_are_two_changes():
    words = [f"Wort{n}" for n in range(2_000)]
    old = " ".join(words)
    new = " ".join(["Neu", *words[1:-1], "Schluss"])
    changes = [kind for kind, _ in diff(old, new)]
    assert changes == ["delete", "insert", "equal", "delete", "insert"]


@pytest.mark.parametrize(
    "old, new",
    [
        ("a " * 10_000, "b a " * 5_000),
        ("a " * 10_000, "b " * 10_000),
        ("a\n" * 10_000, "b\na\n" * 5_000),
        ("a b " * 5_000, "b a " * 5_000),
        ("\n" * 20_000, " \n" * 10_000),
        ("a" * 20_000, "b" * 20_000),
    ],
)
def test_texts_made_to_take_long_are_complete(old: str, new: str):
    """With difflib the first of these takes minutes."""
    segments = diff(old, new)
    assert old_of(segments) == old and new_of(segments) == new


_TEXTS = st.text(alphabet="ab \n", max_size=60) | st.text(max_size=40)


@settings(max_examples=500, deadline=None)
@given(_TEXTS, _TEXTS)
def test_both_versions_can_be_put_together_again(old: str, new: str):
    segments = diff(old, new)
    assert old_of(segments) == old and new_of(segments) == new
    assert all(text for _, text in segments)
    kinds = [kind for kind, _ in segments]
    assert all(kind != following for kind, following in pairwise(kinds))
    assert ("insert", "delete") not in pairwise(kinds)

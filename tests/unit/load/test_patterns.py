"""The benchmark of patterns sees all of them, and tries each with what it looks for."""

from __future__ import annotations

import re

import pytest

from tests.load.bench_patterns import OWN_TEXTS, patterns, pieces


@pytest.mark.parametrize(
    ("pattern", "some"),
    [
        (r"https?://\S+/widerspruch/", {"http", "/widerspruch/", "a"}),
        (r"(?:[^\W_]|-)+x", {"x", "a"}),
        (r"[0-9]{1,3}(?:\.\d{3})+", {"0", ".", "7"}),
    ],
)
def test_texts_are_made_of_what_a_pattern_looks_for(pattern: str, some: set[str]) -> None:
    found = list(pieces(re.compile(pattern)))
    assert some <= set(found)
    assert any(len(piece) > max(map(len, some)) for piece in found), "and of pairs"


def test_every_pattern_is_found_and_how_it_is_used() -> None:
    found = {name: at_one_place for name, _pattern, at_one_place in patterns()}
    assert found["community.search.words._HYPHENATED"] is False
    assert found["community.text.addresses._SCHEME"] is True
    assert any(name.startswith("community.mail.wire:") for name in found), "those written out in a call"
    assert not set(OWN_TEXTS) & set(found)

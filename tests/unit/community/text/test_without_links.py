"""Texts without links skip the search for them, and come out as if it had been made."""

from __future__ import annotations

import re

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from community.text import linking, render
from tests.unit.community.text.attacks import ATTACKS

NOTHING = re.compile("")
PIECES = [
    *"*_~`#>-|\\[]()!&;<'\"\n\t \u00a0\u2028äß1.",
    "\n\n",
    "```\n",
    "- [ ] ",
    "| a | b |\n|---|:-:|\n",
    "&lt;",
    "www",
    ":/",
    "a",
]


def both_ways(text: str) -> tuple[str, str]:
    """The HTML, made quickly where that is possible, and made with the search for links."""
    quick = render(text)
    kept, linking._MAY_LINK = linking._MAY_LINK, NOTHING
    try:
        slow = render(text)
    finally:
        linking._MAY_LINK = kept
    assert (quick.mentions, quick.links, quick.excerpt) == (slow.mentions, slow.links, slow.excerpt)
    return quick.html, slow.html


@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=4), max_size=30).map("".join))
def test_any_text_comes_out_the_same(text: str) -> None:
    try:
        quick, slow = both_ways(text)
    except ValidationError:
        return
    assert quick == slow


@pytest.mark.parametrize("start", range(10))
def test_hostile_texts_come_out_the_same(start: int) -> None:
    seen = 0
    for attack in ATTACKS[start::10]:
        try:
            quick, slow = both_ways(attack)
        except ValidationError:
            continue
        assert quick == slow
        seen += 1
    assert seen > 50

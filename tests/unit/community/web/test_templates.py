"""What holds for every template of the house, checked on their sources."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[4]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
COMPONENTS = ROOT / "templates" / "ui"

INLINE = re.compile(r"<[a-z][^>]*\s(?:style|on[a-z]+)=|<style\b|\bjavascript:", re.IGNORECASE)
# Numbers are printed as people read them (1.234); an address or a script wants 1234.
SPOKEN_NUMBER = re.compile(
    r"""(?:[\w-]+="[^"<>{}]*|[?&;][a-z_]+=)\{\{\s*(?!widget\.)(?:\w+\.)*(?:pk|id|number|rev|seq|version)\b(?![^}]*stringformat)"""
)


def sources() -> list[pytest.param]:
    return [
        pytest.param(path.read_text(encoding="utf-8"), id=str(path.relative_to(ROOT))) for path in TEMPLATES
    ]


@pytest.mark.parametrize("source", sources())
def test_nothing_inline_that_the_policy_forbids(source):
    assert not INLINE.search(source)
    assert not re.search(r"<script(?![^>]*\bsrc=)", source)


@pytest.mark.parametrize("source", sources())
def test_numbers_in_addresses_and_for_scripts_carry_no_points(source):
    assert not SPOKEN_NUMBER.search(source)


@pytest.mark.parametrize("path", [path for path in TEMPLATES if COMPONENTS not in path.parents], ids=str)
def test_only_components_know_the_design_system(path):
    assert not re.search(r"(?<!data-)\bkern-", path.read_text(encoding="utf-8"))


def test_the_patterns_find_what_they_look_for():
    assert SPOKEN_NUMBER.search('<a data-post="{{ post.pk }}">')
    assert SPOKEN_NUMBER.search('href="{{ thread.url }}?seite={{ page.number|default:1 }}"')
    assert not SPOKEN_NUMBER.search('<a data-post="{{ post.pk|stringformat:"d" }}">#{{ post.number }}')
    assert INLINE.search('<p style="color: red">')
    assert INLINE.search('<button onclick="x()">')

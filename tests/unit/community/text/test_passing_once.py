"""A text passes the gate once: what a form has cleaned, the action takes as it is."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from community.text import clean_line, clean_source, gate


def test_what_has_passed_is_not_looked_at_again(monkeypatch):
    text, line = clean_source("Bänke\r\naus Holz"), clean_line("  Bänke  ")
    monkeypatch.setattr(gate, "_normalise", None)
    assert clean_source(text) is text
    assert clean_line(line) is line


def test_a_line_is_no_source_and_a_changed_text_is_a_new_one():
    assert type(clean_source(clean_line("Bänke"))) is type(clean_source("Bänke"))
    assert type(clean_source("Bänke") + "!") is str


def test_a_smaller_limit_counts():
    with pytest.raises(ValidationError, match="zu lang"):
        clean_source(clean_source("x" * 20), limit=10)

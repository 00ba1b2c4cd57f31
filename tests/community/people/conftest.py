"""Fixtures of the tests about people."""

from __future__ import annotations

from copy import copy
from functools import cache
from typing import Any

import pytest

from community.people.models import Document, Municipality
from community.people.municipalities.register import read
from tests.factories.people import DocumentFactory

SPELLE_TOGETHER, SPELLE = "034545408", "034545408049"
SHOWN = {
    SPELLE_TOGETHER,
    SPELLE,
    "034545408034",  # Lünne, same postcode
    "055150000000",  # Münster
    "033580016016",  # Munster
    "094630000000",  # Coburg, town
    "09473",  # Coburg, district
    "094730158158",  # Bad Rodach
    "010020000000",  # Kiel
}


@cache
def whole_register() -> dict[str, Municipality]:
    """The shipped register by key, not stored. Reading it takes a second, so it is read once."""
    return {row.ars: row for row in read()}


@pytest.fixture
def register(db: Any) -> dict[str, Municipality]:
    """A handful of rows as the import makes them, by their key."""
    rows = [copy(whole_register()[ars]) for ars in SHOWN]
    Municipality.objects.bulk_create(rows)
    return {row.ars: row for row in rows}


@pytest.fixture
def rules(db: Any) -> Document:
    """The netiquette, without which nobody can register."""
    return DocumentFactory()

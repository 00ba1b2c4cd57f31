"""A push service that runs, and an installation that uses it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from community.push.sources import Words, _sources
from tests.db.community.push.service import Service, push_service, switch_on


@pytest.fixture
def service(settings: Any) -> Iterator[Service]:
    switch_on(settings)
    with push_service() as service:
        yield service


@pytest.fixture
def said(monkeypatch: Any) -> list[Words | None]:
    """A source named `test`; what it says is put into this list, the last of it for ever."""
    words: list[Words | None] = [
        Words("Grüße aus Weißenfels", "Thema: Mitfahrbänke", "/hinweise/1/", "thread:1")
    ]
    monkeypatch.setitem(_sources, "test", lambda member, about: words[-1])
    return words

"""How often the index is asked, and what for."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from community.search import index
from community.search.finding import find
from tests.factories.forum import make_thread
from tests.factories.people import MemberFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(monkeypatch: Any) -> Counter[str]:
    """How often each kind was asked about."""
    counts: Counter[str] = Counter()
    matching = index.matching

    def counted(wanted: Any, *, kind: str = "", **more: Any) -> Any:
        counts[kind] += 1
        return matching(wanted, kind=kind, **more)

    monkeypatch.setattr(index, "matching", counted)
    return counts


def test_what_cannot_be_asked_more_loosely_is_asked_once(asked: Counter[str]) -> None:
    thread = make_thread(MemberFactory(), title="Birnen", text="Birnen und Quitten")
    assert len(find(thread.author, "Birnen").ranked) > 0
    assert set(asked.values()) == {1}
    asked.clear()
    assert len(find(thread.author, "Birnen Pflaumen").ranked) > 0
    assert set(asked.values()) == {2}

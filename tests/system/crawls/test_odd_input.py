"""Every parameter of every address gets something odd: the answer may be a no, never a fault of ours.

This is the daily share: each parameter that is read anywhere, with `EACH` of the values, dealt out by its name so that
all values are in use. `dev.py bench odd` takes every parameter with every value.
"""

from __future__ import annotations

from zlib import crc32

import pytest

from tests.contracts.cast import Cast
from tests.contracts.things import rows
from tests.odd.values import PATTERNS
from tests.odd.walk import Parameter, Visit, ask_oddly, everything_read

pytestmark = [pytest.mark.django_db, pytest.mark.everywhere]

EACH = 1
ROWS = rows()
SHARES = 8


@pytest.mark.parametrize("share", range(SHARES))
def test_nothing_odd_is_answered_with_a_fault(cast: Cast, share: int) -> None:
    names = sorted({row.name for row in ROWS})[share::SHARES]
    faults, read = {}, 0
    for visit, parameter in everything_read(cast, [row for row in ROWS if row.name in names], most=2):
        read += 1
        for pattern in dealt(visit, parameter):
            status, fault = ask_oddly(cast, visit, parameter, pattern)
            if status >= 500:
                faults[f"{visit}, {parameter.place} {parameter.name}: {pattern[:80]}"] = fault
    assert read > 40
    assert faults == {}


def test_the_walk_finds_what_is_read_and_what_breaks(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: parameters of each kind are known, and a fault behind one of them is seen."""
    of = {
        name: {
            (one.place, one.name)
            for _visit, one in everything_read(cast, [r for r in ROWS if r.name == name], most=9)
        }
        for name in ("show_thread", "feed_search", "reply", "take_part", "revoke_feed_key")
    }
    assert of["show_thread"] >= {("path", "pk"), ("query", "seite"), ("query", "zitat"), ("query", "ansicht")}
    assert of["feed_search"] == {("query", "q")}
    assert of["reply"] >= {("path", "pk"), ("form", "text"), ("form", "key"), ("files", "files")}
    assert of["take_part"] >= {("files", "part"), ("form", "start")}
    monkeypatch.setattr("forum.feeds.content.LONGEST_QUERY", "no number")
    visit, parameter = next(everything_read(cast, [row for row in ROWS if row.name == "feed_search"], most=1))
    assert ask_oddly(cast, visit, parameter, "NAME=Bus")[0] == 500


def dealt(visit: Visit, parameter: Parameter) -> list[str]:
    """`EACH` patterns; another parameter gets others."""
    first = crc32(f"{visit.row.name} {visit.row.method} {parameter.place} {parameter.name}".encode())
    return [PATTERNS[(first + step * (len(PATTERNS) // EACH)) % len(PATTERNS)] for step in range(EACH)]

"""What a run says about tests that take their time."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from tests.budgets import remarks, tier


def took(seconds: float, nodeid: str, *keywords: str, when: str = "call") -> Any:
    return SimpleNamespace(duration=seconds, nodeid=nodeid, keywords=dict.fromkeys(keywords, 1), when=when)


@pytest.mark.parametrize(
    ("report", "said"),
    [
        (took(0.9, "tests/unit/a/test_a.py::test_a"), []),
        (took(1.2, "tests/unit/a/test_a.py::test_a"), ["1.2 s of 1 s: tests/unit/a/test_a.py::test_a"]),
        (took(1.2, "tests/db/test_a.py::test_a"), []),
        (took(31, "tests/system/test_a.py::test_a"), ["31.0 s of 30 s: tests/system/test_a.py::test_a"]),
        (took(31, "tests/system/test_a.py::test_a", "slow"), []),
        (
            took(9, "tests/system/test_a.py::test_a", "slow"),
            ["9.0 s, no longer slow: tests/system/test_a.py::test_a"],
        ),
        (took(99, "tests/unit/a/test_a.py::test_a", when="setup"), []),
        (took(99, "elsewhere/test_a.py::test_a"), []),
    ],
)
def test_only_what_goes_over_its_budget_without_a_word_is_named(report: Any, said: list[str]) -> None:
    assert list(remarks([report])) == said


def test_the_tier_is_where_the_test_lies() -> None:
    assert tier("tests/db/forum/test_tree.py::Tree::test_a[tests/unit]") == "db"
    assert tier("tests/test_a.py::test_a") == ""


def test_an_excuse_has_a_reason(pytester: pytest.Pytester) -> None:
    pytester.makeini("[pytest]\nmarkers = slow(reason): x")
    pytester.makepyfile("import pytest\n@pytest.mark.slow\ndef test_a(): pass")
    result = pytester.runpytest_inprocess("-p", "tests.budgets", "-p", "no:django", "-p", "no:asyncio")
    result.stderr.fnmatch_lines(["*does not say why*"])

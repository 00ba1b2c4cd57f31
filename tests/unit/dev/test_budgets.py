"""What a run says about tests that take their time."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from tests.budgets import remarks, tier


def took(seconds: float, nodeid: str, *excuse: str, when: str = "call") -> Any:
    excuses = [("slow", reason) for reason in excuse]
    return SimpleNamespace(duration=seconds, nodeid=nodeid, user_properties=excuses, when=when)


@pytest.mark.parametrize(
    ("report", "said"),
    [
        (took(0.9, "tests/unit/a/test_a.py::test_a"), []),
        (took(1.2, "tests/unit/a/test_a.py::test_a"), ["1.2 s of 1 s: tests/unit/a/test_a.py::test_a"]),
        (took(1.2, "tests/db/test_a.py::test_a"), []),
        (took(31, "tests/system/test_a.py::test_a"), ["31.0 s of 30 s: tests/system/test_a.py::test_a"]),
        (took(31, "tests/system/test_a.py::test_a", "a whole register"), []),
        (
            took(9, "tests/system/test_a.py::test_a", "a whole register"),
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


def test_an_excuse_is_the_mark_and_not_a_parameter_of_that_name(pytester: pytest.Pytester) -> None:
    pytester.makeini("[pytest]\nmarkers = slow(reason): x")
    pytester.mkpydir("tests").joinpath("unit").mkdir()
    pytester.path.joinpath("tests/unit/test_a.py").write_text(
        "import pytest\n"
        "@pytest.mark.slow('reads all')\ndef test_excused(): pass\n"
        "@pytest.mark.parametrize('way', ['slow'])\ndef test_way(way): pass\n"
    )
    result = pytester.runpytest_inprocess(
        "-p", "tests.budgets", "-p", "no:django", "-p", "no:asyncio", "-p", "no:playwright"
    )
    result.stdout.fnmatch_lines(["*no longer slow: tests/unit/test_a.py::test_excused"])
    result.stdout.no_fnmatch_line("*test_way*")

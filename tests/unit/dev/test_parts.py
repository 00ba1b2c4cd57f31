"""What a machine lacks is skipped, and under STRICT nothing is."""

from __future__ import annotations

import pytest
from django.db import connection

from tests import parts

TESTS = """
import pytest
from tests.parts import needs

@needs("redis")
def test_part(): pass

@pytest.mark.skip(reason="no time")
def test_marked(): pass

def test_inside(): pytest.skip("no wish")

@pytest.mark.xfail
def test_known(): assert False

def test_plain(): pass
"""


@pytest.fixture
def redisless(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(parts.PARTS, "redis", None)


@pytest.mark.usefixtures("redisless")
def test_a_missing_part_is_skipped(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STRICT", "0")
    pytester.makepyfile(TESTS)
    result = _run(pytester)
    result.assert_outcomes(passed=1, skipped=3, xfailed=1)
    result.stdout.fnmatch_lines(["*this machine has no redis*"])


@pytest.mark.usefixtures("redisless")
def test_under_strict_every_skip_fails(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STRICT", "1")
    pytester.makepyfile(TESTS)
    result = _run(pytester)
    result.assert_outcomes(passed=1, failed=1, errors=2, xfailed=1)
    result.stdout.fnmatch_lines(["*STRICT=1 forbids*this machine has no redis*"])


def test_under_strict_a_skipped_module_fails(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STRICT", "1")
    pytester.makepyfile("import pytest\npytest.skip('not here', allow_module_level=True)")
    result = _run(pytester)
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["*STRICT=1 forbids*not here*"])


def test_a_part_that_is_there_is_used(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(parts.PARTS, "redis", "redis://127.0.0.1:6379/9")
    pytester.makepyfile("from tests.parts import needs\n@needs('redis')\ndef test_part(): pass")
    _run(pytester).assert_outcomes(passed=1)


def test_what_belongs_to_another_database_is_deselected(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        "import pytest\n"
        "@pytest.mark.vendor('sqlite')\ndef test_one(): pass\n"
        "@pytest.mark.vendor('postgresql')\ndef test_other(): pass\n"
    )
    name = "test_one" if connection.vendor == "sqlite" else "test_other"
    result = _run(pytester, "-v")
    result.assert_outcomes(passed=1, deselected=1)
    result.stdout.fnmatch_lines([f"*::{name} PASSED*"])


def test_browser_tests_are_marked_and_come_last(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(parts.PARTS, "chromium", "/usr/bin/chromium")
    folder = pytester.mkpydir("tests")
    (folder / "system" / "browser").mkdir(parents=True)
    (folder / "system" / "browser" / "test_a.py").write_text("def test_page(): pass")
    (folder / "forum").mkdir()
    (folder / "forum" / "test_b.py").write_text("def test_rule(): pass")
    _run(pytester, "-v").stdout.fnmatch_lines(["*test_rule PASSED*", "*test_page PASSED*"])
    _run(pytester, "-m", "browser").assert_outcomes(passed=1, deselected=1)


def test_a_part_nobody_knows_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="Unknown part 'rabbit'"):
        parts.needs("rabbit")


@pytest.mark.parametrize(
    ("name", "value", "part"),
    [
        ("TEST_DATABASE_URL", "postgresql://nobody@127.0.0.1:1/none", "postgresql"),
        ("TEST_REDIS_URL", "redis://127.0.0.1:1/0", "redis"),
    ],
)
def test_a_server_that_does_not_answer_is_no_part(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, part: str
) -> None:
    monkeypatch.delenv("TEST_PARTS", raising=False)
    monkeypatch.setenv(name, value)
    assert parts.find_parts()[part] is None


def _run(pytester: pytest.Pytester, *args: str) -> pytest.RunResult:
    # Without the other plugins: Django is set up already, by the run that this test is part of.
    options = ("--disable-plugin-autoload", "-pno:cacheprovider", "-ptests.parts", "-ra")
    return pytester.runpytest_inprocess(*options, *args)

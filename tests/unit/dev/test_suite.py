"""How the runs of pytest are made and added up."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tools.dev import suite
from tools.dev.suite import Counts, commands, own_database, summary

BOTH = ["sqlite", "postgresql"]


def told(args: list[str], databases: list[str] = BOTH) -> dict[str, list[str]]:
    return {str(run): command for run, command in commands(args, databases)}


def test_every_tier_runs_where_it_says_something_new() -> None:
    assert list(told([])) == [
        "unit on sqlite",
        "db on sqlite",
        "db on postgresql",
        "system on sqlite everywhere",
        "system on postgresql",
    ]
    assert list(told([], ["sqlite"])) == ["unit on sqlite", "db on sqlite", "system on sqlite"]


def test_every_test_lies_in_a_tier() -> None:
    tests = Path(__file__).parents[2]
    tiers = {path.relative_to(tests).parts[0] for path in tests.rglob("test_*.py")}
    assert tiers == {run.tier for run, _command in commands([], BOTH)}


def test_what_is_asked_for_is_passed_on() -> None:
    command = ["tests/system", "-x", "-m", "(slow or contract) and everywhere"]
    assert told(["-m", "slow or contract", "-x"])["system on sqlite everywhere"] == command
    assert told(["-k", "reply"])["db on sqlite"] == ["tests/db", "-k", "reply"]


@pytest.mark.parametrize(
    ("args", "runs"),
    [
        (["tests/"], [*told([])]),
        (["tests/db/forum/test_reply.py::test_reply", "-x"], ["db on sqlite", "db on postgresql"]),
        (["tests/system/browser/test_look.py"], ["system on sqlite everywhere", "system on postgresql"]),
        (["tests/unit", "tests/db/forum"], ["unit on sqlite", "db on sqlite", "db on postgresql"]),
        (["tests/nowhere"], []),
    ],
)
def test_a_run_without_any_test_is_left_out(args: list[str], runs: list[str]) -> None:
    assert list(told(args)) == runs


def test_each_run_gets_its_own_paths() -> None:
    asked = told(["tests/unit/dev", "tests/db/forum", "-q"])
    assert asked["unit on sqlite"] == ["tests/unit/dev", "-q"]
    assert asked["db on postgresql"] == ["tests/db/forum", "-q"]


def test_only_the_whole_suite_is_spread() -> None:
    assert all("-n" in command for command in told([]).values())
    assert not any("-n" in command for command in told(["tests/db", "tests/system"]).values())


@pytest.mark.parametrize(
    ("args", "wanted"),
    [([], True), (["tests"], True), (["tests/unit/js"], True), (["tests/unit/dev"], False), (["-x"], False)],
)
def test_scripts_are_tried_with_all_the_rest_or_by_name(args: list[str], wanted: bool) -> None:
    assert suite._wants_scripts(args) is wanted


def test_the_counts_of_nodes_runner_are_read(tmp_path: Path) -> None:
    report = tmp_path / "report.xml"
    report.write_text(
        '<testsuites><testsuite name="a"><testcase name="b"/><testcase name="c"><failure/></testcase></testsuite>'
        '<testcase name="d"><skipped/></testcase></testsuites>'
    )
    assert suite.script_counts(report) == Counts(passed=1, failed=1, skipped=1)


def test_summary_adds_up_what_pytest_reports(tmp_path: Path) -> None:
    report = tmp_path / "report.xml"
    report.write_text('<testsuites><testsuite tests="9" failures="2" errors="1" skipped="3"/></testsuites>')
    assert summary(report) == Counts(passed=3, failed=3, skipped=3)
    assert summary(tmp_path / "missing.xml") == Counts()
    assert str(Counts(1, 2, 3) + Counts(4, 5, 6)) == "5 passed, 7 failed, 9 skipped"


@pytest.mark.parametrize(
    ("given", "made"),
    [
        ("postgresql://root@127.0.0.1:5432/postgres", "postgresql://root@127.0.0.1:5432/{}"),
        ("postgresql://root@/postgres", "postgresql://root@/{}"),
        ("postgres://u:p%2F@db:5432", "postgres://u:p%2F@db:5432/{}"),
        ("postgres://u@db/x?sslmode=require", "postgres://u@db/{}?sslmode=require"),
    ],
)
def test_a_run_has_a_database_of_its_own(given: str, made: str) -> None:
    assert own_database(given) == made.format(f"demografiedialog_{os.getpid()}")


@pytest.mark.parametrize(
    ("total", "broken", "missing", "strict", "code"),
    [
        (Counts(passed=3), False, [], True, 0),
        (Counts(passed=3), False, ["redis"], False, 0),
        (Counts(passed=3, skipped=1), False, [], False, 0),
        (Counts(passed=3, skipped=1), False, [], True, 1),
        (Counts(passed=3), False, ["redis"], True, 1),
        (Counts(passed=3, failed=1), False, [], False, 1),
        (Counts(passed=3), True, [], False, 1),
        (Counts(), False, [], False, 1),
    ],
)
def test_the_last_line_is_the_total(
    capsys: pytest.CaptureFixture[str],
    total: Counts,
    broken: bool,
    missing: list[str],
    strict: bool,
    code: int,
) -> None:
    assert suite._close(total, broken=broken, missing=missing, strict=strict) == code
    printed = capsys.readouterr().out.splitlines()
    assert printed[-1] == str(total)
    assert all(any(name in line for line in printed) for name in missing)


def test_a_unit_test_that_asks_for_the_database_is_refused(pytester: pytest.Pytester) -> None:
    pytester.makeconftest((Path(__file__).parents[1] / "conftest.py").read_text())
    pytester.makepyfile("import pytest\n@pytest.fixture\ndef db(): pass\ndef test_a(db): pass")
    result = pytester.runpytest_inprocess("-p", "no:django", "-p", "no:asyncio", "-p", "no:cacheprovider")
    result.stderr.fnmatch_lines(["*test_a*belongs below tests/db*"])

"""How the runs of pytest are made and added up."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tools.dev import suite
from tools.dev.suite import Counts, commands, names_for, own_database, summary


def test_every_test_belongs_to_exactly_one_of_the_two_runs() -> None:
    runs = dict(commands(["tests", "-m", "slow or contract", "-x"]))
    assert runs["plain"] == ["tests", "-x", "-m", "(slow or contract) and not browser"]
    assert runs["browser"] == ["tests", "-x", "-m", "(slow or contract) and browser"]


@pytest.mark.parametrize(
    ("args", "kinds"),
    [
        ([], ["plain", "browser"]),
        (["-k", "reply"], ["plain", "browser"]),
        (["tests/"], ["plain", "browser"]),
        (["tests/forum/test_reply.py::test_reply", "-x"], ["plain"]),
        (["tests/browser/test_thread.py"], ["browser"]),
        (["tests/browser", "tests/forum"], ["plain", "browser"]),
    ],
)
def test_a_run_without_any_test_is_left_out(args: list[str], kinds: list[str]) -> None:
    assert [kind for kind, _ in commands(args)] == kinds


def test_only_the_whole_suite_is_spread() -> None:
    assert all("-n" in command for command in dict(commands([])).values())
    assert not any("-n" in command for command in dict(commands(["tests/forum", "tests/browser"])).values())


def test_summary_adds_up_what_pytest_reports(tmp_path: Path) -> None:
    report = tmp_path / "report.xml"
    report.write_text('<testsuites><testsuite tests="9" failures="2" errors="1" skipped="3"/></testsuites>')
    assert summary(report) == Counts(passed=3, failed=3, skipped=3)
    assert summary(tmp_path / "missing.xml") == Counts()
    assert str(Counts(1, 2, 3) + Counts(4, 5, 6)) == "5 passed, 7 failed, 9 skipped"


WITHOUT_DJANGO = {**os.environ, "PYTEST_ADDOPTS": "-p no:django"}
FLAKY = """
import pathlib
import pytest

@pytest.mark.parametrize("number", range({number}))
def test_fails_the_first_time(number):
    trace = pathlib.Path(__file__).with_name(f"trace-{{number}}")
    was_there = trace.exists()
    trace.touch()
    assert was_there and {again}

def test_fine():
    pass
"""


@pytest.mark.parametrize(
    ("number", "again", "spread", "counts", "code"),
    [
        (2, True, True, Counts(passed=3), 0),
        (2, False, True, Counts(passed=1, failed=2), 1),
        (2, True, False, Counts(passed=1, failed=2), 1),
        (suite.SECOND_TRIES + 1, True, True, Counts(passed=1, failed=suite.SECOND_TRIES + 1), 1),
    ],
    ids=["passes alone", "fails alone as well", "was alone", "too many"],
)
def test_what_fails_beside_others_is_tried_once_alone(
    tmp_path: Path, number: int, again: bool, spread: bool, counts: Counts, code: int
) -> None:
    place = tmp_path / "suite"
    place.mkdir()
    (place / "pytest.ini").write_text("[pytest]\n")
    (place / "test_flaky.py").write_text(FLAKY.format(number=number, again=again))
    environment = _Environment(place)
    command = ["-n", "2"] if spread else []
    taken = suite._take(environment, command, tmp_path, WITHOUT_DJANGO)  # type: ignore[arg-type]
    assert taken[:2] == (code, counts)
    assert len(taken[2]) == (number if code == 0 else 0)


def test_tests_that_cannot_be_found_are_not_tried_again(tmp_path: Path) -> None:
    """Two workers that find different tests run none: that is a fault of the suite, not of a neighbour."""
    place = tmp_path / "suite"
    place.mkdir()
    (place / "pytest.ini").write_text("[pytest]\n")
    (place / "test_random.py").write_text(
        "import os, pytest\n@pytest.mark.parametrize('x', [os.urandom(8).hex()])\ndef test_it(x): pass\n"
    )
    taken = suite._take(_Environment(place), ["-n", "2"], tmp_path, WITHOUT_DJANGO)  # type: ignore[arg-type]
    assert taken[0] != 0 and taken[2] == []


class _Environment:
    """Runs this Python in a folder."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def run(self, *args: str, env: dict[str, str]) -> int:
        return subprocess.run([sys.executable, *args], cwd=self._root, env=env).returncode


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


def test_only_the_last_database_takes_what_is_taken_once() -> None:
    parts: dict[str, str | None] = {"postgresql": "postgresql://root@/postgres"}
    assert names_for("sqlite", parts, strict=True, last=False)["ONCE"] == "later"
    assert names_for("sqlite", parts, strict=True, last=True)["ONCE"] == ""
    assert names_for("postgresql", parts, strict=True, last=True)["ONCE"] == ""


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

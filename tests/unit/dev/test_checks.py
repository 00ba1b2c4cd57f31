"""The checks go on after a failure and leave nothing out where nothing may be left out."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tools.dev.checks import Step, run
from tools.dev.environment import Environment, Failed

GOOD = Step("good", ("-c", "print('quiet')"))
BAD = Step("bad", ("-c", "raise SystemExit('this is wrong')"))
LEFT_OUT = Step("far", ("-c", ""), needs=("a-program-that-nobody-has",))


@pytest.fixture
def environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Environment:
    monkeypatch.setattr(Environment, "install", lambda self, *, tests: None)
    monkeypatch.setattr(Environment, "python", Path(sys.executable))
    return Environment(tmp_path)


def _check(environment: Environment, *steps: Step, only: tuple[str, ...] = (), strict: bool = False) -> int:
    return run(environment, only=list(only), fix=False, strict=strict, steps=steps)


def test_all_steps_run_and_a_failure_is_shown(
    environment: Environment, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _check(environment, BAD, GOOD) == 1
    printed = capsys.readouterr().out
    assert "this is wrong" in printed
    assert "quiet" not in printed
    assert "1 of 2 checks hold. Not: bad." in printed


def test_what_the_machine_lacks_is_named_and_only_strict_refuses(
    environment: Environment, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _check(environment, GOOD, LEFT_OUT) == 0
    assert "a-program-that-nobody-has" in capsys.readouterr().out
    assert _check(environment, GOOD, LEFT_OUT, strict=True) == 1


def test_single_steps_by_name(environment: Environment) -> None:
    assert _check(environment, BAD, GOOD, only=("good",)) == 0
    with pytest.raises(Failed, match="unknown: better"):
        _check(environment, GOOD, only=("better",))

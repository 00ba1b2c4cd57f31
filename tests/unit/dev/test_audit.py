"""What the audit says of holes, of none, and of nobody who knows; and what a bill of materials must list."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tools.dev import audit

HOLE = {"id": "PYSEC-2026-7", "fix_versions": ["2.1"], "aliases": [], "description": "Opens a door."}
PYTHON = {
    "dependencies": [
        {"name": "alpha", "version": "2.0", "vulns": [HOLE]},
        {"name": "beta", "version": "1.0", "vulns": []},
    ]
}
NOBODY_KNOWS = {"dependencies": [{"name": "alpha", "skip_reason": "Dependency not found on PyPI"}]}
NPM = {"vulnerabilities": {"left-pad": {"range": "<1.3", "severity": "high", "fixAvailable": True}}}
NO_NPM = {"message": "405 Method Not Allowed", "statusCode": 405}


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """What pip-audit and npm print, or what is raised, by the first word after the program."""
    said: dict[str, Any] = {"python": PYTHON, "npm": NPM}

    def run(command: tuple[str, ...], **_more: Any) -> Any:
        answer = said["npm" if command[0] == "npm" else "python"]
        if isinstance(answer, Exception):
            raise answer
        text = answer if isinstance(answer, str) else json.dumps(answer)
        return subprocess.CompletedProcess(command, 1, stdout=text, stderr="cannot resolve the name\n")

    monkeypatch.setattr(subprocess, "run", run)
    return said


def test_holes_are_named_and_only_a_strict_run_fails(
    answers: dict[str, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    assert audit.run(strict=False) == 0
    printed = capsys.readouterr().out
    assert "Python: 1 known hole\n  alpha 2.0: PYSEC-2026-7, mended in 2.1" in printed
    assert "npm: 1 known hole\n  left-pad <1.3: high, mended" in printed
    assert audit.run(strict=True) == 1


def test_none_is_said_in_one_line_each(answers: dict[str, Any], capsys: pytest.CaptureFixture[str]) -> None:
    answers["python"] = {"dependencies": [{"name": "beta", "version": "1.0", "vulns": []}]}
    answers["npm"] = {"vulnerabilities": {}}
    assert audit.run(strict=True) == 0
    assert capsys.readouterr().out == "Python: no known holes\nnpm: no known holes\n"


@pytest.mark.parametrize(
    ("python", "npm"),
    [
        (NOBODY_KNOWS, NO_NPM),
        ("", ""),
        (subprocess.TimeoutExpired("pip-audit", 30), subprocess.TimeoutExpired("npm", 30)),
    ],
)
def test_where_nobody_knows_it_says_so_and_holds(
    answers: dict[str, Any], capsys: pytest.CaptureFixture[str], python: Any, npm: Any
) -> None:
    answers |= {"python": python, "npm": npm}
    assert audit.run(strict=False) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 2 and all("no advisories to be had here: " in line for line in lines)
    assert audit.run(strict=True) == 1


def test_a_bill_without_a_package_is_refused(
    answers: dict[str, Any], monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: Any
) -> None:
    listed = {"components": [{"name": "Alpha", "version": "2.0"}]}
    scoped = {"components": [{"group": "@kern-ux", "name": "native", "version": "2.7.0"}]}

    def run(command: tuple[str, ...], **_more: Any) -> Any:
        said = scoped if command[0] == "npm" else listed
        return subprocess.CompletedProcess(command, 0, stdout=json.dumps(said), stderr="")

    monkeypatch.setattr(subprocess, "run", run)
    monkeypatch.setattr(audit, "ROOT", tmp_path)
    monkeypatch.setattr(audit, "locked_python", lambda root: {("alpha", "2.0")})
    monkeypatch.setattr(audit, "locked_npm", lambda root: {("@kern-ux/native", "2.7.0")})
    assert audit.write_bom(tmp_path / "bom") == 0
    monkeypatch.setattr(audit, "locked_python", lambda root: {("alpha", "2.0"), ("beta", "1.0")})
    assert audit.write_bom(tmp_path / "bom") == 1
    assert "python: beta 1.0 is missing" in capsys.readouterr().out


def test_everything_that_runs_is_locked_and_known_by_name() -> None:
    assert "django" in {name for name, _version in audit.locked_python(audit.ROOT)}
    assert any(name == "@kern-ux/native" for name, _version in audit.locked_npm(audit.ROOT))
